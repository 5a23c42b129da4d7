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
