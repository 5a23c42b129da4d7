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

CREATE INDEX apay_deposit_attempt_ix ON apay_deposit (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX apay_deposit_invoice_ix ON apay_deposit (invoice_id) WHERE invoice_id IS NOT NULL;

-- A payer's latest attempt, and what strangers have begun lately, are looked for under the lock of the invoice.
CREATE INDEX apay_attempt_payer_ix ON apay_attempt (invoice_id, custom_user_id, id DESC);
CREATE INDEX apay_attempt_lately_ix ON apay_attempt (invoice_id, created_at);

-- From when on A-Pay is asked about an attempt, if not from its beginning, and about a payment that its people look for.
ALTER TABLE apay_attempt ADD COLUMN ask_from timestamptz;
ALTER TABLE apay_deposit ADD COLUMN lost_at timestamptz;
