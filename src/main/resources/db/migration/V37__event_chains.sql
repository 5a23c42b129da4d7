-- The last event of each merchant's chain. The operator's row is also what a replica locks while it seals.
CREATE TABLE event_chain (
    merchant_id uuid   NOT NULL,
    position    bigint NOT NULL,
    hash        bytea  NOT NULL,
    CONSTRAINT event_chain_pk PRIMARY KEY (merchant_id)
);
INSERT INTO event_chain (merchant_id, position, hash)
VALUES ('00000000-0000-0000-0000-000000000000', 0, decode(repeat('00', 32), 'hex'));

-- What a merchant hears of an event: itself, and what never changes about its invoice.
CREATE VIEW published_event AS
SELECT e.merchant_id, e.position, e.type, e.created_at, e.actor, e.invoice_id, e.payment_id, e.data, e.personal,
       i.reference, i.rail, i.currency, i.total, i.metadata
FROM invoice_event e
LEFT JOIN invoice i ON i.id = e.invoice_id
WHERE e.position IS NOT NULL;

-- The last event of a merchant that happened before a time, or one close before it, by halving the chain: places grow with
-- time, but for what was committed late. Ten minutes are longer than any transaction of ours lasts.
CREATE FUNCTION event_position_before(merchant uuid, moment timestamptz) RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (
        WITH RECURSIVE half (below, above) AS (
            SELECT 0::bigint, (SELECT c.position + 1 FROM event_chain c WHERE c.merchant_id = merchant)
            UNION ALL
            SELECT CASE WHEN early THEN middle ELSE below END, CASE WHEN early THEN above ELSE middle END
            FROM half
            CROSS JOIN LATERAL (SELECT (below + above) / 2 AS middle) m
            CROSS JOIN LATERAL (SELECT coalesce((
                SELECT e.created_at < moment - interval '10 minutes' FROM invoice_event e
                WHERE e.merchant_id = merchant AND e.position = middle), true) AS early) t
            WHERE above - below > 1
        )
        SELECT coalesce(max(below), 0) FROM half
    );
