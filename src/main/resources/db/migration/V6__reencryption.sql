-- The re-encryption under way, or the last one: a walk through the columns that hold ciphertexts, in the order of
-- their names, and through the rows of each in the order of their ids.
CREATE TABLE reencryption (
    only_one    boolean     NOT NULL DEFAULT true,
    key_id      text        NOT NULL,
    at_place    text        NOT NULL DEFAULT '',
    after_id    uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    touched     bigint      NOT NULL DEFAULT 0,
    rewritten   bigint      NOT NULL DEFAULT 0,
    unreadable  bigint      NOT NULL DEFAULT 0,
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT reencryption_pk PRIMARY KEY (only_one),
    CONSTRAINT reencryption_only_one CHECK (only_one)
);
