-- What each payer was offered for an invoice: prices by option, in the smallest unit. One row, so that a new offer
-- replaces the one before as a whole, whoever else asks at the same time. A payment that was agreed to may arrive after
-- the payer has asked again for another address, so what was ever offered to him is kept beside it.
CREATE TABLE shipping_offer (
    invoice_id   uuid        NOT NULL,
    payer_id     bigint      NOT NULL,
    offered      jsonb       NOT NULL,
    ever_offered jsonb       NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT shipping_offer_pk PRIMARY KEY (invoice_id, payer_id),
    CONSTRAINT shipping_offer_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id)
);
CREATE INDEX shipping_offer_asked_ix ON shipping_offer (asked_at);

-- How the payer wants the goods to be sent: an option of the invoice.
ALTER TABLE payment ADD COLUMN shipping_option_id text;
