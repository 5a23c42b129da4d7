-- Events are looked for by their place, and by having none yet.
DROP INDEX CONCURRENTLY IF EXISTS invoice_event_unsealed_ix;
CREATE INDEX CONCURRENTLY invoice_event_unsealed_ix ON invoice_event (id) WHERE position IS NULL;
DROP INDEX CONCURRENTLY IF EXISTS invoice_event_position_ix;
CREATE UNIQUE INDEX CONCURRENTLY invoice_event_position_ix ON invoice_event (merchant_id, position)
    WHERE position IS NOT NULL;
