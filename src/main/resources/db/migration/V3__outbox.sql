-- What must happen later. A finished row is deleted; one that cannot be finished stays, and says why.
CREATE TABLE outbox (
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    kind        text        NOT NULL,
    bot_id      uuid,
    invoice_id  uuid,
    body        text        NOT NULL,
    state       text        NOT NULL DEFAULT 'PENDING',
    attempts    integer     NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL DEFAULT now(),
    lease_owner uuid,
    lease_until timestamptz,
    begun_at    timestamptz,
    last_error  text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outbox_pk PRIMARY KEY (id),
    CONSTRAINT outbox_state_known CHECK (state IN ('PENDING', 'GIVEN_UP', 'OUTCOME_UNKNOWN')),
    CONSTRAINT outbox_lease_whole CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
);
CREATE INDEX outbox_due_ix ON outbox (due_at) WHERE state = 'PENDING';
