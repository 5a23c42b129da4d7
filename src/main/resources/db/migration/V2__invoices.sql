-- Amounts are integers in the smallest unit of the currency. Times are the database's own.
CREATE TABLE invoice (
    id               uuid        NOT NULL,
    merchant_id      uuid        NOT NULL,
    bot_id           uuid        NOT NULL,
    payload          text        NOT NULL,
    reference        text,
    rail             text        NOT NULL,
    usage            text        NOT NULL,
    status           text        NOT NULL,
    anomaly          text,
    title            text        NOT NULL,
    description      text        NOT NULL,
    currency         text        NOT NULL,
    total            bigint      NOT NULL,
    prices           text        NOT NULL,
    tip_max          bigint      NOT NULL DEFAULT 0,
    tip_suggested    text,
    required_data    text,
    payer_id         bigint,
    metadata         text        NOT NULL,
    max_payments     integer,
    counted_payments integer     NOT NULL DEFAULT 0,
    reserved_by      bigint,
    reserved_until   timestamptz,
    version          bigint      NOT NULL DEFAULT 0,
    link             text,
    expires_at       timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    paid_at          timestamptz,
    CONSTRAINT invoice_pk PRIMARY KEY (id),
    CONSTRAINT invoice_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT invoice_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT invoice_payload_uq UNIQUE (bot_id, payload),
    CONSTRAINT invoice_reference_uq UNIQUE (merchant_id, reference),
    CONSTRAINT invoice_payload_bytes CHECK (octet_length(payload) BETWEEN 1 AND 128),
    CONSTRAINT invoice_rail_known CHECK (rail IN ('TELEGRAM', 'STARS', 'APAY')),
    CONSTRAINT invoice_stars_currency CHECK ((rail = 'STARS') = (currency = 'XTR')),
    CONSTRAINT invoice_usage_known CHECK (usage IN ('SINGLE', 'REUSABLE')),
    CONSTRAINT invoice_status_known
        CHECK (status IN ('OPEN', 'CHECKOUT', 'PAID', 'EXPIRED', 'CANCELED', 'REFUNDED')),
    CONSTRAINT invoice_reusable_states CHECK (usage = 'SINGLE' OR status NOT IN ('CHECKOUT', 'REFUNDED')),
    CONSTRAINT invoice_single_counted_once CHECK (usage = 'REUSABLE' OR counted_payments <= 1),
    CONSTRAINT invoice_max_payments CHECK (max_payments IS NULL OR (usage = 'REUSABLE' AND max_payments > 0)),
    CONSTRAINT invoice_limit_kept
        CHECK (counted_payments >= 0 AND (max_payments IS NULL OR counted_payments <= max_payments)),
    CONSTRAINT invoice_total_range CHECK (total BETWEEN 1 AND 999999999999),
    CONSTRAINT invoice_tip_range CHECK (tip_max BETWEEN 0 AND 999999999999),
    CONSTRAINT invoice_reservation_whole CHECK ((reserved_by IS NULL) = (reserved_until IS NULL))
);
CREATE INDEX invoice_merchant_ix ON invoice (merchant_id, id DESC);
CREATE INDEX invoice_unsettled_ix ON invoice (expires_at) WHERE status IN ('OPEN', 'CHECKOUT');

-- Reservations of REUSABLE invoices; a SINGLE invoice keeps its one on the row.
CREATE TABLE reservation (
    invoice_id     uuid        NOT NULL,
    payer_id       bigint      NOT NULL,
    reserved_until timestamptz NOT NULL,
    CONSTRAINT reservation_pk PRIMARY KEY (invoice_id, payer_id),
    CONSTRAINT reservation_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id)
);

-- A payment without an invoice is real money too: invoice_id may be null.
CREATE TABLE payment (
    id                      uuid        NOT NULL,
    merchant_id             uuid        NOT NULL,
    bot_id                  uuid        NOT NULL,
    invoice_id              uuid,
    payload                 text        NOT NULL,
    rail                    text        NOT NULL,
    status                  text        NOT NULL,
    anomaly                 text,
    currency                text        NOT NULL,
    amount                  bigint      NOT NULL,
    goods                   bigint      NOT NULL,
    shipping                bigint      NOT NULL,
    tip                     bigint      NOT NULL,
    telegram_charge_id      text        NOT NULL,
    provider_charge_id      text,
    payer_id                bigint      NOT NULL,
    order_info              text,
    renewal                 boolean     NOT NULL DEFAULT false,
    subscription_expires_at timestamptz,
    paid_at                 timestamptz NOT NULL,
    recorded_at             timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_pk PRIMARY KEY (id),
    CONSTRAINT payment_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT payment_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT payment_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id),
    CONSTRAINT payment_telegram_charge_uq UNIQUE (bot_id, telegram_charge_id),
    CONSTRAINT payment_status_known CHECK (status IN ('COUNTED', 'HELD', 'REFUNDING', 'REFUNDED')),
    CONSTRAINT payment_parts_fit CHECK (goods + shipping + tip = amount OR (goods = 0 AND shipping = 0 AND tip = 0))
);
CREATE INDEX payment_invoice_ix ON payment (invoice_id);
CREATE INDEX payment_merchant_ix ON payment (merchant_id, id DESC);

-- Append only. The lines of a payment sum to what was received and not yet given back.
CREATE TABLE ledger_line (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    payment_id uuid        NOT NULL,
    kind       text        NOT NULL,
    currency   text        NOT NULL,
    amount     bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ledger_line_pk PRIMARY KEY (id),
    CONSTRAINT ledger_line_payment_fk FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT ledger_line_kind_known CHECK (kind IN ('GOODS', 'SHIPPING', 'TIP', 'HELD', 'REFUND'))
);
CREATE INDEX ledger_line_payment_ix ON ledger_line (payment_id);

-- What Telegram says was given back. One may arrive before its payment and waits for it here.
CREATE TABLE refund (
    id                 uuid        NOT NULL,
    bot_id             uuid        NOT NULL,
    telegram_charge_id text        NOT NULL,
    payload            text        NOT NULL,
    currency           text        NOT NULL,
    amount             bigint      NOT NULL,
    payment_id         uuid,
    recorded_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refund_pk PRIMARY KEY (id),
    CONSTRAINT refund_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT refund_payment_fk FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT refund_telegram_charge_uq UNIQUE (bot_id, telegram_charge_id)
);

-- The timeline: append only, in order per invoice because writers hold the invoice's row lock.
CREATE TABLE invoice_event (
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    merchant_id uuid        NOT NULL,
    invoice_id  uuid,
    payment_id  uuid,
    type        text        NOT NULL,
    data        text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT invoice_event_pk PRIMARY KEY (id),
    CONSTRAINT invoice_event_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id)
);
CREATE INDEX invoice_event_invoice_ix ON invoice_event (invoice_id, id);

-- The rule about amounts, for pre-checkout and crediting alike: the goods exactly, plus shipping, plus a tip
-- between nothing and the most allowed. Gives the tip, or null when the amount does not fit.
CREATE FUNCTION invoice_tip(amount bigint, goods bigint, shipping bigint, tip_max bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN amount::numeric - goods - shipping BETWEEN 0 AND tip_max
                THEN (amount::numeric - goods - shipping)::bigint END;
