-- The trace of the transaction that wrote the row, as W3C Trace Context writes it; the worker carries it on.
ALTER TABLE outbox
    ADD COLUMN trace_parent text;

-- What is held is counted every half minute, and is little beside what is not.
CREATE INDEX payment_held_ix ON payment (paid_at) WHERE status = 'HELD';
