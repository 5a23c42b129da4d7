-- Where a merchant hears of events. types null: those that every merchant wants to hear of.
CREATE TABLE endpoint (
    id              uuid        NOT NULL,
    merchant_id     uuid        NOT NULL,
    url             text        NOT NULL,
    types           text[],
    state           text        NOT NULL DEFAULT 'ENABLED',
    disabled_reason text,
    failing_since   timestamptz,
    paused_until    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT endpoint_pk PRIMARY KEY (id),
    CONSTRAINT endpoint_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT endpoint_state_known CHECK (state IN ('ENABLED', 'DISABLED', 'DELETED')),
    CONSTRAINT endpoint_reason_known CHECK (disabled_reason IN ('GONE', 'FAILING', 'BACKLOG', 'MERCHANT')),
    CONSTRAINT endpoint_reason_given CHECK ((state = 'DISABLED') = (disabled_reason IS NOT NULL))
);
CREATE INDEX endpoint_merchant_ix ON endpoint (merchant_id, id DESC);

-- All that have not run out sign. Ciphertexts.
CREATE TABLE endpoint_secret (
    id          uuid        NOT NULL,
    endpoint_id uuid        NOT NULL,
    secret      text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz,
    CONSTRAINT endpoint_secret_pk PRIMARY KEY (id),
    CONSTRAINT endpoint_secret_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES endpoint (id)
);
CREATE INDEX endpoint_secret_endpoint_ix ON endpoint_secret (endpoint_id);

-- One event for one endpoint: waiting, or the log of how it ended. position: of the event, null for an example.
-- line: what must arrive in order, the invoice or else the delivery itself.
CREATE TABLE delivery (
    id           uuid        NOT NULL,
    endpoint_id  uuid        NOT NULL,
    merchant_id  uuid        NOT NULL,
    position     bigint,
    example_type text,
    type         text        NOT NULL,
    line         uuid        NOT NULL,
    state        text        NOT NULL DEFAULT 'PENDING',
    attempts     integer     NOT NULL DEFAULT 0,
    last_status  integer,
    last_failure text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    CONSTRAINT delivery_pk PRIMARY KEY (id),
    CONSTRAINT delivery_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES endpoint (id),
    CONSTRAINT delivery_state_known CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED')),
    CONSTRAINT delivery_of_something CHECK ((position IS NULL) <> (example_type IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX delivery_merchant_ix ON delivery (merchant_id, id DESC);
CREATE INDEX delivery_endpoint_ix ON delivery (endpoint_id, id DESC);
CREATE INDEX delivery_event_ix ON delivery (endpoint_id, position);
CREATE INDEX delivery_next_ix ON delivery (endpoint_id, line, position, id) WHERE state = 'PENDING';
CREATE INDEX delivery_waiting_ix ON delivery (merchant_id, id DESC) WHERE state = 'PENDING';
CREATE INDEX delivery_failed_ix ON delivery (merchant_id, id DESC) WHERE state = 'FAILED';

CREATE TABLE delivery_attempt (
    delivery_id uuid        NOT NULL,
    number      integer     NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    millis      integer     NOT NULL,
    status      integer,
    failure     text,
    answer      text,
    CONSTRAINT delivery_attempt_pk PRIMARY KEY (delivery_id, number),
    CONSTRAINT delivery_attempt_delivery_fk FOREIGN KEY (delivery_id) REFERENCES delivery (id) ON DELETE CASCADE
);

-- What is claimed: a line that has something waiting, of which only the oldest is sent. A claimed line is due again when
-- its lease has run out.
CREATE TABLE delivery_line (
    endpoint_id uuid        NOT NULL,
    line        uuid        NOT NULL,
    due_at      timestamptz NOT NULL DEFAULT now(),
    lease_owner uuid,
    CONSTRAINT delivery_line_pk PRIMARY KEY (endpoint_id, line)
);
CREATE INDEX delivery_line_due_ix ON delivery_line (endpoint_id, due_at, line);

-- A merchant wants to hear again of what he missed; a job goes through it, one portion of each endpoint in turn.
-- last_position: null until the job has seen where the chain ended.
CREATE TABLE endpoint_recovery (
    endpoint_id   uuid        NOT NULL,
    merchant_id   uuid        NOT NULL,
    since         timestamptz NOT NULL,
    next_position bigint      NOT NULL,
    last_position bigint,
    touched_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT endpoint_recovery_pk PRIMARY KEY (endpoint_id),
    CONSTRAINT endpoint_recovery_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES endpoint (id)
);
