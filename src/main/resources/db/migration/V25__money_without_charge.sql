-- Money that came through A-Pay has an order there, and no charge of Telegram's; its payer may be unknown. By itself, so
-- that it never waits for payments that wait for it.
ALTER TABLE payment
    ALTER COLUMN telegram_charge_id DROP NOT NULL,
    ALTER COLUMN payer_id DROP NOT NULL,
    ADD COLUMN apay_project_id uuid,
    ADD COLUMN apay_order_id text,
    ADD CONSTRAINT payment_charge_whole
        CHECK ((telegram_charge_id IS NULL) = (apay_order_id IS NOT NULL)
               AND (apay_project_id IS NULL) = (apay_order_id IS NULL)
               AND (rail = 'APAY') = (apay_order_id IS NOT NULL)) NOT VALID;
