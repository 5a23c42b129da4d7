-- Whoever writes an event only adds it. A job gives it its place in the chain of its merchant afterwards, moves what is
-- personal in it apart, so that it can be erased and the chain still holds, and writes the hash that binds it to the one before.
ALTER TABLE invoice_event
    ADD COLUMN actor           text,
    ADD COLUMN position        bigint,
    ADD COLUMN hash            bytea,
    ADD COLUMN personal        text,
    ADD COLUMN personal_salt   bytea,
    ADD COLUMN personal_digest bytea;
