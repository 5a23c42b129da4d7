-- The operator's own household, which nobody has a key of: provider bots that are added with the operator's key are its.
INSERT INTO merchant (id, name) VALUES ('00000000-0000-0000-0000-000000000000', 'Operator') ON CONFLICT DO NOTHING;

-- A-Pay's number names a project; a merchant has one row for each, and keeps it when he comes back to an earlier one.
CREATE UNIQUE INDEX apay_project_remote_uq ON apay_project (merchant_id, remote_id);
CREATE INDEX apay_signing_key_former_ix ON apay_signing_key (valid_until) WHERE valid_until IS NOT NULL;

-- How somebody connects a project by talking to a provider bot: begins as a link with a code, belongs to whoever opens that
-- first. pending holds a ciphertext, which waits for a confirmation.
CREATE TABLE apay_conversation (
    id              uuid        NOT NULL,
    merchant_id     uuid        NOT NULL,
    bot_id          uuid,
    code            bytea       NOT NULL,
    state           text        NOT NULL,
    provider_bot_id uuid,
    holder          bigint,
    wrong_tries     integer     NOT NULL DEFAULT 0,
    pending         text,
    pending_message bigint,
    pending_until   timestamptz,
    expires_at      timestamptz NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_conversation_pk PRIMARY KEY (id),
    CONSTRAINT apay_conversation_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT apay_conversation_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT apay_conversation_provider_fk FOREIGN KEY (provider_bot_id) REFERENCES bot (id),
    CONSTRAINT apay_conversation_code_uq UNIQUE (code),
    CONSTRAINT apay_conversation_state_known
        CHECK (state IN ('ISSUED', 'CHOOSING', 'COLLECTING', 'CONFIRMING', 'SAVED', 'ENDED')),
    CONSTRAINT apay_conversation_held CHECK ((provider_bot_id IS NULL) = (holder IS NULL)),
    CONSTRAINT apay_conversation_pending_whole
        CHECK ((pending IS NULL) = (pending_message IS NULL) AND (pending IS NULL) = (pending_until IS NULL))
);
CREATE UNIQUE INDEX apay_conversation_one_uq ON apay_conversation (provider_bot_id, holder) WHERE state <> 'ENDED';
CREATE INDEX apay_conversation_expiry_ix ON apay_conversation (expires_at);
CREATE INDEX apay_conversation_pending_ix ON apay_conversation (pending_until) WHERE pending_until IS NOT NULL;
