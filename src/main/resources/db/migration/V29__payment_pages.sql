-- Where a payer goes to pay an invoice of the rail APAY. The token is the address; it is one payer's where we know him, else
-- anybody's.
CREATE TABLE apay_pay_link (
    token      text        NOT NULL,
    invoice_id uuid        NOT NULL,
    payer_id   bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apay_pay_link_pk PRIMARY KEY (token),
    CONSTRAINT apay_pay_link_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id),
    CONSTRAINT apay_pay_link_payer_range CHECK (payer_id > 0)
);
CREATE UNIQUE INDEX apay_pay_link_payer_uq ON apay_pay_link (invoice_id, coalesce(payer_id, 0));

-- Which of A-Pay's payment systems a payer may choose from, as JSON; all of them if null.
ALTER TABLE invoice ADD COLUMN payment_systems text;
