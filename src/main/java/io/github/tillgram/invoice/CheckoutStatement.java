package io.github.tillgram.invoice;

import io.github.tillgram.invoice.Checkouts.Answer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The statement that decides whether payers may pay: it reserves their invoices if so, notes the
 * updates, so that a repeated query gets the decision it got before, and writes the timelines. One
 * autocommit statement, one round trip, for one payer or for many.
 */
@ApplicationScoped
class CheckoutStatement {

  /**
   * What it reads of the locked rows is current; other tables are read as of the start of the
   * statement. Only a limited REUSABLE invoice and one for subscriptions depend on them, so their
   * version is compared before and after the lock, and nothing is decided when it moved. Nothing is
   * decided either when somebody else has the lock and we do not wait for it, or notes the same
   * update meanwhile.
   */
  private static final String DECIDE =
      """
      WITH asked AS MATERIALIZED (
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::bigint[],
                             $8::text[])
        WITH ORDINALITY AS a (bot_id, update_id, payload, payer_id, currency, amount, shipping_option, position)
      ), prior AS MATERIALIZED (
        SELECT a.position, u.answer
        FROM asked a JOIN webhook_update u ON u.bot_id = a.bot_id AND u.update_id = a.update_id
      ), locked AS MATERIALIZED (
        SELECT a.position, i.id, i.merchant_id, i.status, i.usage, i.currency, i.total, i.tip_max,
               i.payer_id, i.expires_at, i.max_payments, i.counted_payments, i.reserved_until, i.version,
               i.subscription_period,
               CASE i.usage WHEN 'SINGLE' THEN i.reserved_by = a.payer_id AND i.reserved_until > now()
                    ELSE EXISTS (SELECT FROM reservation r
                                 WHERE r.invoice_id = i.id AND r.payer_id = a.payer_id
                                   AND r.reserved_until > now()) END AS own,
               i.reserved_by <> a.payer_id AND i.reserved_until > now() AS foreign_reservation,
               %1$s AS shipping
        FROM asked a JOIN invoice i ON i.bot_id = a.bot_id AND i.payload = a.payload
        WHERE NOT EXISTS (SELECT FROM prior p WHERE p.position = a.position)
        FOR UPDATE OF i %2$s
      ), decided AS MATERIALIZED (
        SELECT a.position, a.bot_id, a.update_id, a.payer_id, a.amount, a.currency, a.shipping_option,
          l.id, l.merchant_id, l.usage, l.max_payments,
          CASE WHEN l.reserved_until > now() THEN 'CHECKOUT' ELSE 'OPEN' END AS standing, CASE
          WHEN l.id IS NULL AND EXISTS (SELECT FROM invoice i WHERE i.bot_id = a.bot_id AND i.payload = a.payload)
            THEN NULL
          WHEN l.id IS NULL THEN 'UNKNOWN_INVOICE'
          WHEN l.status = 'CANCELED' THEN 'CANCELED'
          WHEN l.status IN ('PAID', 'REFUNDED') THEN 'ALREADY_PAID'
          WHEN l.currency <> a.currency THEN 'CURRENCY_MISMATCH'
          WHEN l.shipping IS NULL THEN 'SHIPPING_NOT_OFFERED'
          WHEN invoice_tip(a.amount, l.total, l.shipping, l.tip_max) IS NULL THEN 'AMOUNT_MISMATCH'
          WHEN l.payer_id <> a.payer_id THEN 'BOUND_TO_ANOTHER_PAYER'
          WHEN l.subscription_period IS NOT NULL AND EXISTS (
                 SELECT FROM subscription s
                 WHERE s.invoice_id = l.id AND s.payer_id = a.payer_id AND s.expires_at > now())
            THEN 'ALREADY_SUBSCRIBED'
          WHEN l.foreign_reservation THEN 'RESERVED_BY_ANOTHER_PAYER'
          WHEN l.status = 'EXPIRED' OR (l.expires_at <= now() AND l.own IS NOT TRUE) THEN 'EXPIRED'
          WHEN l.max_payments IS NULL AND l.subscription_period IS NULL THEN 'APPROVED'
          WHEN l.version <> (SELECT s.version FROM invoice s WHERE s.id = l.id) THEN NULL
          WHEN l.counted_payments + 1 + (
                 SELECT count(*) FROM reservation r
                 WHERE r.invoice_id = l.id AND r.payer_id <> a.payer_id AND r.reserved_until > now())
               > l.max_payments THEN 'LIMIT_REACHED'
          ELSE 'APPROVED' END AS answer,
          CASE WHEN l.expires_at <= now() THEN l.reserved_until
               ELSE now() + $7::bigint * interval '1 millisecond' END AS until
        FROM asked a LEFT JOIN locked l ON l.position = a.position
        WHERE NOT EXISTS (SELECT FROM prior p WHERE p.position = a.position)
      ), noted AS (
        INSERT INTO webhook_update (bot_id, update_id, answer)
        SELECT bot_id, update_id, answer FROM decided WHERE answer IS NOT NULL
        ON CONFLICT DO NOTHING
        RETURNING bot_id, update_id
      ), settled AS MATERIALIZED (
        SELECT d.*, CASE WHEN d.answer = 'APPROVED' AND d.usage = 'SINGLE' THEN d.standing END AS moved_from
        FROM decided d JOIN noted n ON n.bot_id = d.bot_id AND n.update_id = d.update_id
      ), reserved AS (
        UPDATE invoice SET version = invoice.version + 1,
               status = CASE s.usage WHEN 'SINGLE' THEN 'CHECKOUT' ELSE invoice.status END,
               reserved_by = CASE s.usage WHEN 'SINGLE' THEN s.payer_id END,
               reserved_until = CASE s.usage WHEN 'SINGLE' THEN s.until END
        FROM settled s
        WHERE invoice.id = s.id AND s.answer = 'APPROVED'
          AND (s.usage = 'SINGLE' OR s.max_payments IS NOT NULL)
      ), reserved_row AS (
        INSERT INTO reservation (invoice_id, payer_id, reserved_until)
        SELECT s.id, s.payer_id, coalesce(s.until, now()) FROM settled s
        WHERE s.answer = 'APPROVED' AND s.usage = 'REUSABLE'
        ON CONFLICT (invoice_id, payer_id)
        DO UPDATE SET reserved_until = greatest(reservation.reserved_until, excluded.reserved_until)
      ), told AS (
        INSERT INTO invoice_event (merchant_id, invoice_id, actor, type, data)
        SELECT s.merchant_id, s.id, 'telegram',
               CASE s.answer WHEN 'APPROVED' THEN 'invoice.checkout_approved' ELSE 'invoice.checkout_declined' END,
               json_strip_nulls(json_build_object(
                 'payerId', s.payer_id, 'decision', s.answer, 'amount', s.amount, 'currency', s.currency,
                 'shippingOptionId', nullif(s.shipping_option, ''),
                 'invoiceStatusBefore', s.moved_from,
                 'invoiceStatusAfter', CASE WHEN s.moved_from IS NOT NULL THEN 'CHECKOUT' END,
                 'updateId', s.update_id))::text
        FROM settled s WHERE s.id IS NOT NULL
      )
      SELECT coalesce(p.answer, s.answer) AS answer, s.id AS invoice_id
      FROM asked a LEFT JOIN prior p ON p.position = a.position LEFT JOIN settled s ON s.position = a.position
      ORDER BY a.position
      """;

  /** Costs a plain invoice nothing; what was offered before the latest query no longer counts. */
  private static final String SHIPPING =
      ShippingPrice.expression("offered", "i", "a.payer_id", "a.shipping_option");

  /** Many payers do not wait for a row that one of them wants. */
  private static final String DECIDE_FOR_MANY = DECIDE.formatted(SHIPPING, "SKIP LOCKED");

  private static final String DECIDE_FOR_ONE = DECIDE.formatted(SHIPPING, "");

  private final Pool pool;
  private final CheckoutConfig config;

  CheckoutStatement(@ReactiveDataSource("checkout") Pool pool, CheckoutConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /**
   * Decides what can be decided without waiting for anybody.
   *
   * @param requests no two of them about one invoice or from one update
   * @return in the order of the requests
   */
  Uni<List<Optional<Answer>>> decide(List<CheckoutRequest> requests) {
    return execute(DECIDE_FOR_MANY, requests);
  }

  /** Decides about one and waits for its invoice if need be; empty when it moved under our feet. */
  Uni<Optional<Answer>> decide(CheckoutRequest request) {
    return execute(DECIDE_FOR_ONE, List.of(request)).map(answers -> answers.get(0));
  }

  private Uni<List<Optional<Answer>>> execute(String statement, List<CheckoutRequest> requests) {
    return pool.preparedQuery(statement).execute(arguments(requests)).map(CheckoutStatement::read);
  }

  private Tuple arguments(List<CheckoutRequest> requests) {
    return Tuple.tuple()
        .addArrayOfUUID(column(requests, CheckoutRequest::botId, UUID[]::new))
        .addArrayOfLong(column(requests, CheckoutRequest::updateId, Long[]::new))
        .addArrayOfString(column(requests, CheckoutRequest::payload, String[]::new))
        .addArrayOfLong(column(requests, CheckoutRequest::payerId, Long[]::new))
        .addArrayOfString(column(requests, CheckoutRequest::currency, String[]::new))
        .addArrayOfLong(column(requests, CheckoutRequest::amount, Long[]::new))
        .addLong(config.reservation().toMillis())
        .addArrayOfString(column(requests, CheckoutRequest::shippingOptionId, String[]::new));
  }

  private static <T> T[] column(
      List<CheckoutRequest> requests, Function<CheckoutRequest, T> value, IntFunction<T[]> array) {
    return requests.stream().map(value).toArray(array);
  }

  private static List<Optional<Answer>> read(RowSet<Row> rows) {
    List<Optional<Answer>> answers = new ArrayList<>(rows.size());
    for (Row row : rows) {
      answers.add(
          Optional.ofNullable(row.getString("answer"))
              .map(CheckoutDecision::valueOf)
              .map(
                  decision ->
                      new Answer(decision, Optional.ofNullable(row.getUUID("invoice_id")))));
    }
    return answers;
  }
}
