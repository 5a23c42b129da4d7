-- What our books and A-Pay's word disagree on is looked for each time a merchant asks. Without a transaction, so that payments
-- go on meanwhile; what a broken attempt has left goes first.
DROP INDEX CONCURRENTLY IF EXISTS apay_deposit_astray_ix;
CREATE INDEX CONCURRENTLY apay_deposit_astray_ix ON apay_deposit (merchant_id)
    WHERE (payment_id IS NULL AND status IN ('SUCCESS', 'CONFIRMING')) OR conflict IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS apay_attempt_unresolved_ix;
CREATE INDEX CONCURRENTLY apay_attempt_unresolved_ix ON apay_attempt (merchant_id) WHERE state = 'UNRESOLVED';
DROP INDEX CONCURRENTLY IF EXISTS payment_apay_ix;
CREATE INDEX CONCURRENTLY payment_apay_ix ON payment (merchant_id) WHERE rail = 'APAY' AND status <> 'REFUNDED';
