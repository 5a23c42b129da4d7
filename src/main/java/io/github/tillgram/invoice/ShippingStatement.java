package io.github.tillgram.invoice;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.tillgram.invoice.ShippingOffers.Answer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The statement that decides what a payer is offered: it picks the options, keeps them so that a
 * choice can be checked, and writes the timeline. One autocommit statement, one round trip.
 */
@ApplicationScoped
class ShippingStatement {

  /**
   * An update that arrives again gets the decision it got before, even from a statement that waited
   * for it, and changes nothing: the payer may have asked for another address meanwhile. What was
   * offered to it follows from the query and from what an invoice never changes. Whether the
   * invoice can still be paid is said early out of courtesy; the pre-checkout decides.
   */
  private static final String OFFER =
      """
      WITH asked AS MATERIALIZED (
        SELECT $1::uuid AS bot_id, $2::bigint AS update_id, $3::text AS payload, $4::bigint AS payer_id,
               $5::text AS country
      ), locked AS MATERIALIZED (
        SELECT i.id, i.merchant_id, i.status, i.total, i.shipping, i.payer_id, i.expires_at,
               i.reserved_by <> a.payer_id AND i.reserved_until > now() AS foreign_reservation,
               CASE i.usage WHEN 'SINGLE' THEN i.reserved_by = a.payer_id AND i.reserved_until > now()
                    ELSE EXISTS (SELECT FROM reservation r
                                 WHERE r.invoice_id = i.id AND r.payer_id = a.payer_id
                                   AND r.reserved_until > now()) END AS own
        FROM asked a JOIN invoice i ON i.bot_id = a.bot_id AND i.payload = a.payload
        FOR UPDATE OF i
      ), fitting AS MATERIALIZED (
        SELECT coalesce(jsonb_agg(o.option ORDER BY o.position), '[]') AS options,
               coalesce(jsonb_object_agg(o.option ->> 'id', o.price), '{}') AS prices
        FROM (SELECT e.option, e.position,
                     (SELECT sum((p ->> 'amount')::bigint)
                      FROM jsonb_array_elements(e.option -> 'prices') p) AS price
              FROM asked a, locked l,
                   jsonb_array_elements(l.shipping::jsonb) WITH ORDINALITY AS e (option, position)
              WHERE l.total BETWEEN (e.option ->> 'minTotal')::bigint AND (e.option ->> 'maxTotal')::bigint
                AND (e.option -> 'countries' = '[]' OR e.option -> 'countries' @> to_jsonb(a.country))) o
      ), decided AS MATERIALIZED (
        SELECT l.id, l.merchant_id, f.options, f.prices, CASE
          WHEN l.id IS NULL THEN 'UNKNOWN_INVOICE'
          WHEN l.status = 'CANCELED' THEN 'CANCELED'
          WHEN l.status IN ('PAID', 'REFUNDED') THEN 'ALREADY_PAID'
          WHEN l.payer_id <> a.payer_id THEN 'BOUND_TO_ANOTHER_PAYER'
          WHEN l.foreign_reservation THEN 'RESERVED_BY_ANOTHER_PAYER'
          WHEN l.status = 'EXPIRED' OR (l.expires_at <= now() AND l.own IS NOT TRUE) THEN 'EXPIRED'
          WHEN f.options = '[]' THEN 'ADDRESS_NOT_SERVED'
          ELSE 'OFFERED' END AS answer
        FROM asked a CROSS JOIN fitting f LEFT JOIN locked l ON true
      ), noted AS (
        INSERT INTO webhook_update (bot_id, update_id, answer)
        SELECT a.bot_id, a.update_id, d.answer FROM asked a, decided d
        ON CONFLICT (bot_id, update_id) DO UPDATE
        SET answer = coalesce(webhook_update.answer, excluded.answer)
        RETURNING answer, xmax = 0 AS first
      ), settled AS MATERIALIZED (
        SELECT d.*, CASE d.answer WHEN 'OFFERED' THEN d.prices ELSE '{}' END AS offered
        FROM decided d, noted n WHERE n.first AND d.id IS NOT NULL
      ), kept AS (
        INSERT INTO shipping_offer (invoice_id, payer_id, offered, ever_offered)
        SELECT s.id, a.payer_id, s.offered, s.offered FROM asked a, settled s
        ON CONFLICT (invoice_id, payer_id)
        DO UPDATE SET offered = excluded.offered, asked_at = now(),
                      ever_offered = shipping_offer.ever_offered || excluded.offered
      ), told AS (
        INSERT INTO invoice_event (merchant_id, invoice_id, actor, type, data)
        SELECT s.merchant_id, s.id, 'telegram',
               CASE s.answer WHEN 'OFFERED' THEN 'invoice.shipping_offered' ELSE 'invoice.shipping_refused' END,
               json_build_object('payerId', a.payer_id, 'decision', s.answer, 'country', a.country,
                                 'offered', s.offered, 'updateId', a.update_id)::text
        FROM asked a, settled s
      )
      SELECT n.answer, d.id AS invoice_id,
             CASE n.answer WHEN 'OFFERED' THEN d.options ELSE '[]' END::text AS options
      FROM decided d, noted n
      """;

  private final Pool pool;

  ShippingStatement(@ReactiveDataSource("checkout") Pool pool) {
    this.pool = pool;
  }

  Uni<Answer> offer(ShippingRequest request) {
    return pool.preparedQuery(OFFER)
        .execute(
            Tuple.of(
                request.botId(),
                request.updateId(),
                request.payload(),
                request.payerId(),
                request.country()))
        .map(rows -> read(rows.iterator().next()));
  }

  private static Answer read(Row row) {
    return new Answer(
        ShippingDecision.valueOf(row.getString("answer")),
        Json.read(row.getString("options"), new TypeReference<List<ShippingOption>>() {}),
        Optional.ofNullable(row.getUUID("invoice_id")));
  }
}
