CREATE TABLE merchant (
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merchant_pk PRIMARY KEY (id),
    CONSTRAINT merchant_name_length CHECK (char_length(name) BETWEEN 1 AND 100)
);

-- Keys are stored as SHA-256 digests: a stolen dump opens nothing.
CREATE TABLE api_key (
    id          uuid        NOT NULL,
    merchant_id uuid        NOT NULL,
    digest      bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT api_key_pk PRIMARY KEY (id),
    CONSTRAINT api_key_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT api_key_digest_uq UNIQUE (digest)
);
CREATE INDEX api_key_merchant_ix ON api_key (merchant_id);

-- token, provider_token and webhook_secret hold ciphertexts bound to table, column and row.
CREATE TABLE bot (
    id                 uuid        NOT NULL,
    merchant_id        uuid        NOT NULL,
    telegram_id        bigint      NOT NULL,
    username           text,
    environment        text        NOT NULL,
    mode               text        NOT NULL,
    role               text        NOT NULL,
    bot_key            text        NOT NULL,
    token              text        NOT NULL,
    provider_token     text,
    webhook_secret     text        NOT NULL,
    webhook_registered boolean     NOT NULL DEFAULT false,
    created_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bot_pk PRIMARY KEY (id),
    CONSTRAINT bot_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT bot_telegram_id_uq UNIQUE (telegram_id, environment),
    CONSTRAINT bot_key_uq UNIQUE (bot_key),
    CONSTRAINT bot_environment_known CHECK (environment IN ('PRODUCTION', 'TEST')),
    CONSTRAINT bot_mode_known CHECK (mode IN ('LIVE', 'TEST')),
    CONSTRAINT bot_role_known CHECK (role IN ('MERCHANT', 'PROVIDER'))
);
CREATE INDEX bot_merchant_ix ON bot (merchant_id);
