-- The trace of the transaction that wrote the row, as W3C Trace Context writes it; the worker carries it on.
ALTER TABLE outbox
    ADD COLUMN trace_parent text;
