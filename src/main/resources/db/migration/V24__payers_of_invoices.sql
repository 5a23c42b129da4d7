-- Whether somebody has paid an invoice is asked for each chat that it is taken away from, and one invoice may be paid by
-- very many. Without a transaction, so that payments go on meanwhile; what a broken attempt has left goes first.
DROP INDEX CONCURRENTLY IF EXISTS payment_payer_ix;
CREATE INDEX CONCURRENTLY payment_payer_ix ON payment (invoice_id, payer_id);
