-- On whose word something is to happen later, so that what comes of it says so, too.
ALTER TABLE outbox ADD COLUMN actor text;

-- Where a chain begins, once its beginning is forgotten: the place and the hash of the last event that is gone. Whoever seals
-- knows nothing of it.
ALTER TABLE event_chain
    ADD COLUMN cut_position bigint NOT NULL DEFAULT 0,
    ADD COLUMN cut_hash     bytea,
    ADD CONSTRAINT event_chain_cut_whole CHECK ((cut_position = 0) = (cut_hash IS NULL));
