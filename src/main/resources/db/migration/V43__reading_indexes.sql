-- What a merchant looks for is found without walking through all he has. Each begins with the merchant and ends in the order
-- that lists are in, so that a page of what is rare costs no more than one of what is common. No column that a pre-checkout
-- changes is in one (see V8). Without a transaction, so that payments go on meanwhile.
DROP INDEX CONCURRENTLY IF EXISTS ledger_line_merchant_ix;
CREATE INDEX CONCURRENTLY ledger_line_merchant_ix ON ledger_line (merchant_id, created_at, id);

DROP INDEX CONCURRENTLY IF EXISTS payment_paid_ix;
CREATE INDEX CONCURRENTLY payment_paid_ix ON payment (merchant_id, paid_at, id);
DROP INDEX CONCURRENTLY IF EXISTS payment_rail_ix;
CREATE INDEX CONCURRENTLY payment_rail_ix ON payment (merchant_id, rail, id);
DROP INDEX CONCURRENTLY IF EXISTS payment_currency_ix;
CREATE INDEX CONCURRENTLY payment_currency_ix ON payment (merchant_id, currency, id);
DROP INDEX CONCURRENTLY IF EXISTS payment_bot_ix;
CREATE INDEX CONCURRENTLY payment_bot_ix ON payment (bot_id, id);
DROP INDEX CONCURRENTLY IF EXISTS payment_of_payer_ix;
CREATE INDEX CONCURRENTLY payment_of_payer_ix ON payment (merchant_id, payer_id, id) WHERE payer_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS payment_unusual_ix;
CREATE INDEX CONCURRENTLY payment_unusual_ix ON payment (merchant_id, status, id) WHERE status <> 'COUNTED';
DROP INDEX CONCURRENTLY IF EXISTS payment_anomaly_ix;
CREATE INDEX CONCURRENTLY payment_anomaly_ix ON payment (merchant_id, anomaly, id) WHERE anomaly IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS payment_provider_charge_ix;
CREATE INDEX CONCURRENTLY payment_provider_charge_ix ON payment (merchant_id, provider_charge_id)
    WHERE provider_charge_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS payment_order_ix;
CREATE INDEX CONCURRENTLY payment_order_ix ON payment (merchant_id, apay_order_id) WHERE apay_order_id IS NOT NULL;
-- Does what the one without the id did, and has the latest of a thousand payments at hand.
DROP INDEX CONCURRENTLY IF EXISTS payment_of_invoice_ix;
CREATE INDEX CONCURRENTLY payment_of_invoice_ix ON payment (invoice_id, id);
DROP INDEX CONCURRENTLY IF EXISTS payment_invoice_ix;

DROP INDEX CONCURRENTLY IF EXISTS invoice_created_ix;
CREATE INDEX CONCURRENTLY invoice_created_ix ON invoice (merchant_id, created_at, id);
DROP INDEX CONCURRENTLY IF EXISTS invoice_rail_ix;
CREATE INDEX CONCURRENTLY invoice_rail_ix ON invoice (merchant_id, rail, id);
DROP INDEX CONCURRENTLY IF EXISTS invoice_currency_ix;
CREATE INDEX CONCURRENTLY invoice_currency_ix ON invoice (merchant_id, currency, id);
DROP INDEX CONCURRENTLY IF EXISTS invoice_bot_ix;
CREATE INDEX CONCURRENTLY invoice_bot_ix ON invoice (bot_id, id);
DROP INDEX CONCURRENTLY IF EXISTS invoice_reusable_ix;
CREATE INDEX CONCURRENTLY invoice_reusable_ix ON invoice (merchant_id, id) WHERE usage = 'REUSABLE';
DROP INDEX CONCURRENTLY IF EXISTS invoice_of_payer_ix;
CREATE INDEX CONCURRENTLY invoice_of_payer_ix ON invoice (merchant_id, payer_id, id) WHERE payer_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS invoice_anomaly_ix;
CREATE INDEX CONCURRENTLY invoice_anomaly_ix ON invoice (merchant_id, anomaly, id) WHERE anomaly IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS invoice_unsettled_of_ix;
CREATE INDEX CONCURRENTLY invoice_unsettled_of_ix ON invoice (merchant_id, id) WHERE unsettled;
DROP INDEX CONCURRENTLY IF EXISTS invoice_paid_ix;
CREATE INDEX CONCURRENTLY invoice_paid_ix ON invoice (merchant_id, id) WHERE paid_at IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS invoice_unpaid_ix;
CREATE INDEX CONCURRENTLY invoice_unpaid_ix ON invoice (merchant_id, id) WHERE paid_at IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS apay_deposit_order_ix;
CREATE INDEX CONCURRENTLY apay_deposit_order_ix ON apay_deposit (merchant_id, order_id);
DROP INDEX CONCURRENTLY IF EXISTS apay_deposit_status_ix;
CREATE INDEX CONCURRENTLY apay_deposit_status_ix ON apay_deposit (merchant_id, status, id);
DROP INDEX CONCURRENTLY IF EXISTS apay_deposit_unmatched_ix;
CREATE INDEX CONCURRENTLY apay_deposit_unmatched_ix ON apay_deposit (merchant_id, id) WHERE attempt_id IS NULL;
DROP INDEX CONCURRENTLY IF EXISTS subscription_of_payer_ix;
CREATE INDEX CONCURRENTLY subscription_of_payer_ix ON subscription (merchant_id, payer_id, id);
