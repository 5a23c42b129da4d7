-- Which updates were handled, kept for two days. Guards what we send; never decides about money.
CREATE TABLE webhook_update (
    bot_id      uuid        NOT NULL,
    update_id   bigint      NOT NULL,
    answer      text,
    received_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT webhook_update_pk PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX webhook_update_received_ix ON webhook_update (received_at);

-- Bodies that name money and could not be handled. Encrypted: they hold personal data.
CREATE TABLE quarantine (
    id          uuid        NOT NULL,
    bot_id      uuid        NOT NULL,
    digest      bytea       NOT NULL,
    reason      text        NOT NULL,
    body        text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    replayed_at timestamptz,
    CONSTRAINT quarantine_pk PRIMARY KEY (id),
    CONSTRAINT quarantine_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT quarantine_body_uq UNIQUE (bot_id, digest)
);
