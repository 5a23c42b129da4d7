-- What a merchant's back end names a POST by, so that it can repeat it without fear. request and answer hold ciphertexts: the
-- digest of the body that came, and the body of the answer, which may hold a secret that is shown once. Without a status the
-- work is under way, or was given up; lease_owner is the attempt that has it.
CREATE TABLE idempotency_key (
    id           uuid        NOT NULL,
    owner        uuid        NOT NULL,
    method       text        NOT NULL,
    path         text        NOT NULL,
    key          text        NOT NULL,
    request      text        NOT NULL,
    lease_owner  uuid        NOT NULL,
    lease_until  timestamptz NOT NULL,
    status       integer,
    content_type text,
    location     text,
    answer       text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_key_pk PRIMARY KEY (id),
    CONSTRAINT idempotency_key_scope_uq UNIQUE (owner, method, path, key),
    CONSTRAINT idempotency_key_final CHECK (status BETWEEN 200 AND 499),
    CONSTRAINT idempotency_key_answered CHECK (status IS NOT NULL OR answer IS NULL)
);
CREATE INDEX idempotency_key_age_ix ON idempotency_key (created_at);
