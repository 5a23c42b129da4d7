-- An update is cheap (no index entry, no page besides its own) as long as no indexed column changes and its page has
-- room. The index of what may expire named the status, which every pre-checkout changes; what it means to say does
-- not change then.
ALTER TABLE invoice ADD COLUMN unsettled boolean GENERATED ALWAYS AS (status IN ('OPEN', 'CHECKOUT')) STORED;
DROP INDEX invoice_unsettled_ix;
CREATE INDEX invoice_unsettled_ix ON invoice (expires_at) WHERE unsettled;
ALTER TABLE invoice SET (fillfactor = 70);
