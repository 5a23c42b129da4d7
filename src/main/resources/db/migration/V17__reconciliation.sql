-- An id that grows with time (a UUID of version 7), for rows that statements make out of other rows.
CREATE FUNCTION time_ordered_id() RETURNS uuid
    LANGUAGE sql VOLATILE
    RETURN (substr(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0'), 1, 8) || '-'
         || substr(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0'), 9, 4) || '-7'
         || substr(gen_random_uuid()::text, 16))::uuid;

-- When a bot's Stars are walked next, and which replica does it now. The lease is renewed with every page.
CREATE TABLE star_walk (
    bot_id      uuid        NOT NULL,
    due_at      timestamptz NOT NULL,
    run_id      uuid,
    failures    integer     NOT NULL DEFAULT 0,
    lease_owner uuid,
    lease_until timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz,
    CONSTRAINT star_walk_pk PRIMARY KEY (bot_id),
    CONSTRAINT star_walk_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT star_walk_lease_whole CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
);
CREATE INDEX star_walk_due_ix ON star_walk (due_at);

-- A bot's Stars as Telegram last told them. A refund has the id of its payment; position is how many are older.
CREATE TABLE star_transaction (
    bot_id              uuid        NOT NULL,
    direction           text        NOT NULL,
    transaction_id      text        NOT NULL,
    position            integer     NOT NULL,
    partner             text        NOT NULL,
    transaction_type    text,
    amount              bigint      NOT NULL,
    nanostars           integer     NOT NULL,
    affiliate_amount    bigint      NOT NULL,
    affiliate_nanostars integer     NOT NULL,
    payload             text,
    made_at             timestamptz NOT NULL,
    CONSTRAINT star_transaction_pk PRIMARY KEY (bot_id, direction, transaction_id),
    CONSTRAINT star_transaction_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT star_transaction_direction_known CHECK (direction IN ('INCOMING', 'OUTGOING'))
);
CREATE INDEX star_transaction_position_ix ON star_transaction (bot_id, position);

-- One comparison of our books with somebody else's. movements is JSON, written and read by us alone.
CREATE TABLE reconciliation_run (
    id           uuid        NOT NULL,
    merchant_id  uuid        NOT NULL,
    bot_id       uuid        NOT NULL,
    source       text        NOT NULL,
    outcome      text        NOT NULL DEFAULT 'RUNNING',
    reason       text,
    transactions integer     NOT NULL DEFAULT 0,
    movements    text        NOT NULL DEFAULT '[]',
    found        integer     NOT NULL DEFAULT 0,
    resolved     integer     NOT NULL DEFAULT 0,
    open         integer     NOT NULL DEFAULT 0,
    started_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    CONSTRAINT reconciliation_run_pk PRIMARY KEY (id),
    CONSTRAINT reconciliation_run_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT reconciliation_run_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT reconciliation_run_outcome_known CHECK (outcome IN ('RUNNING', 'COMPLETED', 'REFUSED')),
    CONSTRAINT reconciliation_run_finished CHECK ((outcome = 'RUNNING') = (finished_at IS NULL))
);
CREATE INDEX reconciliation_run_merchant_ix ON reconciliation_run (merchant_id, id DESC);
CREATE INDEX reconciliation_run_finished_ix ON reconciliation_run (finished_at);

-- What the two sides disagree on: one row for as long as it lasts.
CREATE TABLE reconciliation_difference (
    id              uuid        NOT NULL,
    merchant_id     uuid        NOT NULL,
    bot_id          uuid        NOT NULL,
    source          text        NOT NULL,
    kind            text        NOT NULL,
    direction       text        NOT NULL,
    transaction_id  text        NOT NULL,
    currency        text        NOT NULL,
    our_amount      bigint,
    their_amount    bigint,
    their_nanostars integer     NOT NULL DEFAULT 0,
    payment_id      uuid,
    invoice_id      uuid,
    made_at         timestamptz NOT NULL,
    first_seen_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at    timestamptz NOT NULL DEFAULT now(),
    resolved_at     timestamptz,
    CONSTRAINT reconciliation_difference_pk PRIMARY KEY (id),
    CONSTRAINT reconciliation_difference_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT reconciliation_difference_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT reconciliation_difference_kind_known
        CHECK (kind IN ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT_DIFFERS')),
    CONSTRAINT reconciliation_difference_direction_known CHECK (direction IN ('INCOMING', 'OUTGOING'))
);
CREATE UNIQUE INDEX reconciliation_difference_open_uq
    ON reconciliation_difference (bot_id, source, kind, direction, transaction_id) WHERE resolved_at IS NULL;
CREATE INDEX reconciliation_difference_merchant_ix ON reconciliation_difference (merchant_id, id DESC);
