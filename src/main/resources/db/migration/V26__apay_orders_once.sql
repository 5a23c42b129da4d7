-- One payment for each order of a project. Without a transaction, so that payments go on meanwhile; what a broken attempt
-- has left goes first.
DROP INDEX CONCURRENTLY IF EXISTS payment_apay_order_uq;
CREATE UNIQUE INDEX CONCURRENTLY payment_apay_order_uq ON payment (apay_project_id, apay_order_id)
    WHERE apay_order_id IS NOT NULL;
