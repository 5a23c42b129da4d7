-- What a payment was before its refund was asked for, and why it was asked for: it is that again when the outside
-- refuses.
ALTER TABLE payment
    ADD COLUMN refunding_from text,
    ADD COLUMN refund_reason  text,
    ADD CONSTRAINT payment_refunding_from_known CHECK (refunding_from IN ('COUNTED', 'HELD')) NOT VALID,
    ADD CONSTRAINT payment_refunding_whole CHECK (status <> 'REFUNDING' OR refunding_from IS NOT NULL) NOT VALID;

-- Pictures and videos that are sold for Stars. Their money is in the bot's transactions and never here.
CREATE TABLE paid_media (
    id          uuid        NOT NULL,
    merchant_id uuid        NOT NULL,
    bot_id      uuid        NOT NULL,
    payload     text        NOT NULL,
    chat_id     bigint      NOT NULL,
    star_count  integer     NOT NULL,
    media       text        NOT NULL,
    caption     text,
    reference   text,
    status      text        NOT NULL DEFAULT 'PENDING',
    message_id  bigint,
    reason      text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT paid_media_pk PRIMARY KEY (id),
    CONSTRAINT paid_media_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT paid_media_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT paid_media_payload_uq UNIQUE (bot_id, payload),
    CONSTRAINT paid_media_star_range CHECK (star_count BETWEEN 1 AND 25000),
    CONSTRAINT paid_media_status_known CHECK (status IN ('PENDING', 'SENT', 'FAILED', 'UNKNOWN'))
);
CREATE INDEX paid_media_merchant_ix ON paid_media (merchant_id, id DESC);

-- Who may see what he bought. The update names neither amount nor charge, so only the update itself tells a repeat.
CREATE TABLE paid_media_access (
    id            uuid        NOT NULL,
    bot_id        uuid        NOT NULL,
    update_id     bigint      NOT NULL,
    merchant_id   uuid        NOT NULL,
    paid_media_id uuid,
    payload       text        NOT NULL,
    payer_id      bigint      NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT paid_media_access_pk PRIMARY KEY (id),
    CONSTRAINT paid_media_access_update_uq UNIQUE (bot_id, update_id),
    CONSTRAINT paid_media_access_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT paid_media_access_merchant_fk FOREIGN KEY (merchant_id) REFERENCES merchant (id),
    CONSTRAINT paid_media_access_media_fk FOREIGN KEY (paid_media_id) REFERENCES paid_media (id)
);
CREATE INDEX paid_media_access_media_ix ON paid_media_access (paid_media_id, id DESC);
