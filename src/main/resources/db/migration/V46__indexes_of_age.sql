-- What is old is found when it is forgotten. Without a transaction, so that payments go on meanwhile; what a broken attempt
-- has left goes first.
DROP INDEX CONCURRENTLY IF EXISTS outbox_ended_ix;
CREATE INDEX CONCURRENTLY outbox_ended_ix ON outbox (created_at) WHERE state <> 'PENDING';
DROP INDEX CONCURRENTLY IF EXISTS quarantine_replayed_ix;
CREATE INDEX CONCURRENTLY quarantine_replayed_ix ON quarantine (replayed_at) WHERE replayed_at IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS apay_attempt_for_nothing_ix;
CREATE INDEX CONCURRENTLY apay_attempt_for_nothing_ix ON apay_attempt (created_at)
    WHERE state IN ('FAILED', 'REJECTED', 'NOT_CREATED', 'ABANDONED', 'UNRESOLVED');
DROP INDEX CONCURRENTLY IF EXISTS apay_pay_link_age_ix;
CREATE INDEX CONCURRENTLY apay_pay_link_age_ix ON apay_pay_link (created_at);
DROP INDEX CONCURRENTLY IF EXISTS apay_deposit_for_nothing_ix;
CREATE INDEX CONCURRENTLY apay_deposit_for_nothing_ix ON apay_deposit (created_at) WHERE payment_id IS NULL;
