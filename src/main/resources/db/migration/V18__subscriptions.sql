-- A subscription as Telegram keeps it for one payer of one invoice, from its first payment until it ends; the same payer
-- may begin another one then. The charge it began with is unknown while a renewal has overtaken it.
CREATE TABLE subscription (
    id               uuid        NOT NULL,
    merchant_id      uuid        NOT NULL,
    bot_id           uuid        NOT NULL,
    invoice_id       uuid        NOT NULL,
    payer_id         bigint      NOT NULL,
    first_charge_id  text,
    amount           bigint      NOT NULL,
    period           integer     NOT NULL,
    renewal          text        NOT NULL,
    started_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    payments         integer     NOT NULL DEFAULT 0,
    refunded         integer     NOT NULL DEFAULT 0,
    last_update_id   bigint,
    last_update_at   timestamptz,
    changed_at       timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT subscription_pk PRIMARY KEY (id),
    CONSTRAINT subscription_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT subscription_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT subscription_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id),
    CONSTRAINT subscription_first_charge_uq UNIQUE (bot_id, first_charge_id),
    CONSTRAINT subscription_renewal_known
        CHECK (renewal IN ('ACTIVE', 'CANCELED_BY_PAYER', 'CANCELED_BY_MERCHANT', 'FAILED')),
    CONSTRAINT subscription_period_positive CHECK (period > 0),
    CONSTRAINT subscription_counts CHECK (payments >= 0 AND refunded BETWEEN 0 AND payments)
);
CREATE INDEX subscription_payer_ix ON subscription (invoice_id, payer_id, expires_at);
CREATE INDEX subscription_merchant_ix ON subscription (merchant_id, id DESC);

-- What Telegram said of a subscription whose payment is not known yet.
CREATE TABLE subscription_notice (
    invoice_id  uuid        NOT NULL,
    payer_id    bigint      NOT NULL,
    renewal     text        NOT NULL,
    update_id   bigint      NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT subscription_notice_pk PRIMARY KEY (invoice_id, payer_id),
    CONSTRAINT subscription_notice_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id)
);

-- Not validated, since no row has a value yet and the scan would keep payments waiting.
ALTER TABLE payment
    ADD COLUMN subscription_id uuid,
    ADD CONSTRAINT payment_subscription_fk FOREIGN KEY (subscription_id) REFERENCES subscription (id) NOT VALID;
