-- One pre-checkout by one statement: what pgbench reaches is the measure for what the service reaches.
\set n random(1, :invoices)
\set update random(1, 1000000000000000)
WITH prior AS MATERIALIZED (
  SELECT answer FROM webhook_update WHERE bot_id = :bot::uuid AND update_id = :update::bigint
), locked AS MATERIALIZED (
  SELECT id, merchant_id, status, usage, currency, total, tip_max, payer_id, expires_at,
         max_payments, counted_payments, reserved_until, version,
         CASE usage WHEN 'SINGLE' THEN reserved_by = :n::bigint AND reserved_until > now()
              ELSE EXISTS (SELECT FROM reservation r
                           WHERE r.invoice_id = invoice.id AND r.payer_id = :n::bigint
                             AND r.reserved_until > now()) END AS own,
         reserved_by <> :n::bigint AND reserved_until > now() AS foreign_reservation,
         CASE WHEN shipping IS NULL THEN CASE WHEN '' = '' THEN 0 END
              ELSE (SELECT CAST(so.offered ->> '' AS bigint) FROM shipping_offer so
                    WHERE so.invoice_id = invoice.id AND so.payer_id = :n::bigint) END AS shipping
  FROM invoice
  WHERE bot_id = :bot::uuid AND payload = ('load-' || :n) AND NOT EXISTS (SELECT FROM prior)
  FOR UPDATE
), decided AS MATERIALIZED (
  SELECT l.*, CASE
    WHEN l.id IS NULL THEN 'UNKNOWN_INVOICE'
    WHEN l.status = 'CANCELED' THEN 'CANCELED'
    WHEN l.status IN ('PAID', 'REFUNDED') THEN 'ALREADY_PAID'
    WHEN l.currency <> 'USD' THEN 'CURRENCY_MISMATCH'
    WHEN l.shipping IS NULL THEN 'SHIPPING_NOT_OFFERED'
    WHEN invoice_tip(1250::bigint, l.total, l.shipping, l.tip_max) IS NULL THEN 'AMOUNT_MISMATCH'
    WHEN l.payer_id <> :n::bigint THEN 'BOUND_TO_ANOTHER_PAYER'
    WHEN l.foreign_reservation THEN 'RESERVED_BY_ANOTHER_PAYER'
    WHEN l.status = 'EXPIRED' OR (l.expires_at <= now() AND l.own IS NOT TRUE) THEN 'EXPIRED'
    WHEN l.max_payments IS NULL THEN 'APPROVED'
    WHEN l.version <> (SELECT s.version FROM invoice s WHERE s.id = l.id) THEN 'STALE'
    WHEN l.counted_payments + 1 + (
           SELECT count(*) FROM reservation r
           WHERE r.invoice_id = l.id AND r.payer_id <> :n::bigint AND r.reserved_until > now())
         > l.max_payments THEN 'LIMIT_REACHED'
    ELSE 'APPROVED' END AS answer,
    CASE WHEN l.expires_at <= now() THEN l.reserved_until
         ELSE now() + 900000 * interval '1 millisecond' END AS until
  FROM (SELECT) AS one LEFT JOIN locked l ON true
  WHERE NOT EXISTS (SELECT FROM prior)
), noted AS (
  INSERT INTO webhook_update (bot_id, update_id, answer)
  SELECT :bot::uuid, :update::bigint, answer FROM decided WHERE answer <> 'STALE'
  ON CONFLICT DO NOTHING
  RETURNING answer
), reserved AS (
  UPDATE invoice SET version = invoice.version + 1,
         status = CASE d.usage WHEN 'SINGLE' THEN 'CHECKOUT' ELSE invoice.status END,
         reserved_by = CASE d.usage WHEN 'SINGLE' THEN :n::bigint END,
         reserved_until = CASE d.usage WHEN 'SINGLE' THEN d.until END
  FROM decided d, noted
  WHERE invoice.id = d.id AND d.answer = 'APPROVED'
    AND (d.usage = 'SINGLE' OR d.max_payments IS NOT NULL)
), reserved_row AS (
  INSERT INTO reservation (invoice_id, payer_id, reserved_until)
  SELECT d.id, :n::bigint, coalesce(d.until, now()) FROM decided d, noted
  WHERE d.answer = 'APPROVED' AND d.usage = 'REUSABLE'
  ON CONFLICT (invoice_id, payer_id)
  DO UPDATE SET reserved_until = greatest(reservation.reserved_until, excluded.reserved_until)
), told AS (
  INSERT INTO invoice_event (merchant_id, invoice_id, type, data)
  SELECT d.merchant_id, d.id,
         CASE d.answer WHEN 'APPROVED' THEN 'invoice.checkout_approved'
              ELSE 'invoice.checkout_declined' END,
         json_build_object('payerId', :n::bigint, 'decision', d.answer, 'amount', 1250::bigint,
                           'currency', 'USD', 'updateId', :update::bigint)::text
  FROM decided d, noted WHERE d.id IS NOT NULL
)
SELECT coalesce((SELECT answer FROM prior), (SELECT answer FROM noted)) AS answer,
       (SELECT id FROM decided) AS invoice_id;
