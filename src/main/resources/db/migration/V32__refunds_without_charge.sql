-- Money that A-Pay took is given back by hand and has no charge of Telegram's.
ALTER TABLE refund ALTER COLUMN telegram_charge_id DROP NOT NULL;
