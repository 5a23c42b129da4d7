-- What an invoice says besides its prices. Parts with parts of their own are JSON, written and read by us alone. What is
-- checked is new, so no row that is there is looked at, which would keep payers waiting.
ALTER TABLE invoice
    ADD COLUMN photo               text,
    ADD COLUMN shared_data         text,
    ADD COLUMN provider_data       text,
    ADD COLUMN shipping            text,
    ADD COLUMN subscription_period integer,
    ADD COLUMN offered_inline      boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT invoice_stars_plain
        CHECK (currency <> 'XTR' OR (tip_max = 0 AND shipping IS NULL AND shared_data IS NULL AND provider_data IS NULL)) NOT VALID,
    ADD CONSTRAINT invoice_subscription_stars
        CHECK (subscription_period IS NULL OR (currency = 'XTR' AND subscription_period > 0)) NOT VALID,
    ADD CONSTRAINT invoice_inline_reusable CHECK (NOT offered_inline OR usage = 'REUSABLE') NOT VALID;
