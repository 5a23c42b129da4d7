-- A merchant's project at A-Pay. What follows the project's number and its keys is A-Pay's own; api_key holds a ciphertext
-- bound to table, column and row.
CREATE TABLE apay_project (
    id                     uuid        NOT NULL,
    merchant_id            uuid        NOT NULL,
    bot_id                 uuid,
    project_key            text        NOT NULL,
    mode                   text        NOT NULL,
    remote_id              text        NOT NULL,
    webhook_id             text        NOT NULL,
    api_key                text        NOT NULL,
    underpayment_tolerance bigint      NOT NULL DEFAULT 0,
    asked_at               timestamptz,
    retired_at             timestamptz,
    created_at             timestamptz NOT NULL DEFAULT now(),
    changed_at             timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_project_pk PRIMARY KEY (id),
    CONSTRAINT apay_project_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT apay_project_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT apay_project_key_uq UNIQUE (project_key),
    CONSTRAINT apay_project_mode_known CHECK (mode IN ('LIVE', 'TEST')),
    CONSTRAINT apay_project_remote_digits CHECK (remote_id ~ '^[0-9]{1,7}$'),
    CONSTRAINT apay_project_tolerance_range CHECK (underpayment_tolerance BETWEEN 0 AND 999999999999)
);
CREATE INDEX apay_project_merchant_ix ON apay_project (merchant_id, id DESC);
CREATE UNIQUE INDEX apay_project_bot_uq ON apay_project (bot_id) WHERE bot_id IS NOT NULL AND retired_at IS NULL;

-- What signs the postbacks of a project: the current pair (valid_until is null), and for a while those before. The access
-- key is found by a keyed hash, which need not be unique: every pair that has it is tried.
CREATE TABLE apay_signing_key (
    id                uuid        NOT NULL,
    project_id        uuid        NOT NULL,
    access_key        text        NOT NULL,
    access_key_index  text        NOT NULL,
    private_key       text        NOT NULL,
    valid_until       timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_signing_key_pk PRIMARY KEY (id),
    CONSTRAINT apay_signing_key_project_fk FOREIGN KEY (project_id) REFERENCES apay_project (id)
);
CREATE INDEX apay_signing_key_access_ix ON apay_signing_key (access_key_index);
CREATE INDEX apay_signing_key_project_ix ON apay_signing_key (project_id);
CREATE UNIQUE INDEX apay_signing_key_current_uq ON apay_signing_key (project_id) WHERE valid_until IS NULL;

-- One way of a payer to A-Pay: we ask for a page under a number of our own, and he may pay there. number is what the
-- attempt is called where an invoice says who has reserved it; Telegram's users are positive, attempts are negative.
CREATE TABLE apay_attempt (
    id                    uuid        NOT NULL,
    number                bigint      GENERATED ALWAYS AS IDENTITY (START WITH -1 INCREMENT BY -1),
    merchant_id           uuid        NOT NULL,
    invoice_id            uuid        NOT NULL,
    project_id            uuid        NOT NULL,
    custom_transaction_id text        NOT NULL,
    custom_user_id        text        NOT NULL,
    payer_id              bigint,
    state                 text        NOT NULL,
    order_id              text,
    page                  text,
    reason                text,
    asks                  integer     NOT NULL DEFAULT 0,
    ask_at                timestamptz,
    ask_from              timestamptz,
    asked_at              timestamptz,
    lapses_at             timestamptz NOT NULL,
    created_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_attempt_pk PRIMARY KEY (id),
    CONSTRAINT apay_attempt_number_uq UNIQUE (number),
    CONSTRAINT apay_attempt_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT apay_attempt_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id),
    CONSTRAINT apay_attempt_project_fk FOREIGN KEY (project_id) REFERENCES apay_project (id),
    CONSTRAINT apay_attempt_transaction_uq UNIQUE (custom_transaction_id),
    CONSTRAINT apay_attempt_state_known
        CHECK (state IN ('CREATING', 'OPEN', 'PAID', 'FAILED', 'REJECTED', 'NOT_CREATED', 'ABANDONED', 'UNRESOLVED'))
);
CREATE INDEX apay_attempt_invoice_ix ON apay_attempt (invoice_id, id DESC);
CREATE INDEX apay_attempt_payer_ix ON apay_attempt (invoice_id, custom_user_id, id DESC);
CREATE INDEX apay_attempt_lately_ix ON apay_attempt (invoice_id, created_at);
CREATE INDEX apay_attempt_order_ix ON apay_attempt (project_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX apay_attempt_ask_ix ON apay_attempt (ask_at) WHERE ask_at IS NOT NULL;

-- What A-Pay says of an order, one row for each; the money it names is in payment. amount is A-Pay's decimal, as it wrote
-- it. An entry of a postback that names no order is known by its hash.
CREATE TABLE apay_deposit (
    id                    uuid        NOT NULL,
    merchant_id           uuid        NOT NULL,
    project_id            uuid        NOT NULL,
    order_id              text,
    entry_hash            bytea,
    attempt_id            uuid,
    invoice_id            uuid,
    payment_id            uuid,
    status                text        NOT NULL,
    parked                text,
    conflict              text,
    amount                text,
    currency              text,
    payment_system        text,
    custom_transaction_id text,
    custom_user_id        text,
    ordered_at            timestamptz,
    activated_at          timestamptz,
    lost_status           text,
    lost_description      text,
    lost_at               timestamptz,
    lost_ask_at           timestamptz,
    created_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_deposit_pk PRIMARY KEY (id),
    CONSTRAINT apay_deposit_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT apay_deposit_project_fk FOREIGN KEY (project_id) REFERENCES apay_project (id),
    CONSTRAINT apay_deposit_attempt_fk FOREIGN KEY (attempt_id) REFERENCES apay_attempt (id),
    CONSTRAINT apay_deposit_order_uq UNIQUE (project_id, order_id),
    CONSTRAINT apay_deposit_entry_uq UNIQUE (project_id, entry_hash),
    CONSTRAINT apay_deposit_known CHECK ((order_id IS NULL) <> (entry_hash IS NULL)),
    CONSTRAINT apay_deposit_status_known
        CHECK (status IN ('PENDING', 'CONFIRMING', 'SUCCESS', 'FAILED', 'REJECTED', 'UNKNOWN', 'UNRESOLVED'))
);
CREATE INDEX apay_deposit_merchant_ix ON apay_deposit (merchant_id, id DESC);
CREATE INDEX apay_deposit_transaction_ix ON apay_deposit (project_id, custom_transaction_id)
    WHERE custom_transaction_id IS NOT NULL;
CREATE INDEX apay_deposit_attempt_ix ON apay_deposit (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX apay_deposit_invoice_ix ON apay_deposit (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX apay_deposit_lost_ix ON apay_deposit (lost_ask_at) WHERE lost_ask_at IS NOT NULL;

-- Every different thing that A-Pay said of an order, word for word and in order; append only.
CREATE TABLE apay_notice (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    deposit_id uuid        NOT NULL,
    hash       bytea       NOT NULL,
    source     text        NOT NULL,
    entry      text        NOT NULL,
    outcome    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_notice_pk PRIMARY KEY (id),
    CONSTRAINT apay_notice_deposit_fk FOREIGN KEY (deposit_id) REFERENCES apay_deposit (id),
    CONSTRAINT apay_notice_once UNIQUE (deposit_id, hash),
    CONSTRAINT apay_notice_source_known CHECK (source IN ('POSTBACK', 'DEPOSIT_INFO'))
);

-- Bodies of postbacks as they came, for disputes; the access key is masked.
CREATE TABLE apay_postback (
    id         uuid        NOT NULL,
    project_id uuid        NOT NULL,
    hash       bytea       NOT NULL,
    form       text        NOT NULL,
    body       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_postback_pk PRIMARY KEY (id),
    CONSTRAINT apay_postback_project_fk FOREIGN KEY (project_id) REFERENCES apay_project (id),
    CONSTRAINT apay_postback_once UNIQUE (project_id, hash),
    CONSTRAINT apay_postback_form_known CHECK (form IN ('RAW', 'LEXICAL'))
);
CREATE INDEX apay_postback_age_ix ON apay_postback (created_at);
