package io.github.tillgram.invoice;

import io.github.tillgram.database.DatabaseTrouble;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Decides whether a payer may pay, and reserves the invoice if so: one autocommit statement, one
 * round trip. It also notes the update, so that a repeated query gets the decision it got before,
 * and writes the timeline.
 */
@ApplicationScoped
public class Checkouts {

  private static final Logger LOG = Logger.getLogger(Checkouts.class);

  /**
   * {@code locked} waits for the row, so what it reads of the invoice is current; other tables are
   * read as of the start of the statement. Only a limited REUSABLE invoice depends on them, so it
   * compares its version before and after the wait and decides nothing when it moved; then it is
   * asked again.
   */
  private static final String RESERVE =
      """
      WITH prior AS MATERIALIZED (
        SELECT answer FROM webhook_update WHERE bot_id = $1 AND update_id = $2
      ), locked AS MATERIALIZED (
        SELECT id, merchant_id, status, usage, currency, total, tip_max, payer_id, expires_at,
               max_payments, counted_payments, reserved_until, version,
               CASE usage WHEN 'SINGLE' THEN reserved_by = $4 AND reserved_until > now()
                    ELSE EXISTS (SELECT FROM reservation r
                                 WHERE r.invoice_id = invoice.id AND r.payer_id = $4
                                   AND r.reserved_until > now()) END AS own,
               reserved_by <> $4 AND reserved_until > now() AS foreign_reservation
        FROM invoice
        WHERE bot_id = $1 AND payload = $3 AND NOT EXISTS (SELECT FROM prior)
        FOR UPDATE
      ), decided AS MATERIALIZED (
        SELECT l.*, CASE
          WHEN l.id IS NULL THEN 'UNKNOWN_INVOICE'
          WHEN l.status = 'CANCELED' THEN 'CANCELED'
          WHEN l.status IN ('PAID', 'REFUNDED') THEN 'ALREADY_PAID'
          WHEN l.currency <> $5 THEN 'CURRENCY_MISMATCH'
          WHEN invoice_tip($6, l.total, 0, l.tip_max) IS NULL THEN 'AMOUNT_MISMATCH'
          WHEN l.payer_id <> $4 THEN 'BOUND_TO_ANOTHER_PAYER'
          WHEN l.foreign_reservation THEN 'RESERVED_BY_ANOTHER_PAYER'
          WHEN l.status = 'EXPIRED' OR (l.expires_at <= now() AND l.own IS NOT TRUE) THEN 'EXPIRED'
          WHEN l.max_payments IS NULL THEN 'APPROVED'
          WHEN l.version <> (SELECT s.version FROM invoice s WHERE s.id = l.id) THEN 'STALE'
          WHEN l.counted_payments + 1 + (
                 SELECT count(*) FROM reservation r
                 WHERE r.invoice_id = l.id AND r.payer_id <> $4 AND r.reserved_until > now())
               > l.max_payments THEN 'LIMIT_REACHED'
          ELSE 'APPROVED' END AS answer,
          CASE WHEN l.expires_at <= now() THEN l.reserved_until
               ELSE now() + $7::bigint * interval '1 millisecond' END AS until
        FROM (SELECT) AS one LEFT JOIN locked l ON true
        WHERE NOT EXISTS (SELECT FROM prior)
      ), noted AS (
        INSERT INTO webhook_update (bot_id, update_id, answer)
        SELECT $1, $2, answer FROM decided WHERE answer <> 'STALE'
        ON CONFLICT DO NOTHING
        RETURNING answer
      ), reserved AS (
        UPDATE invoice SET version = invoice.version + 1,
               status = CASE d.usage WHEN 'SINGLE' THEN 'CHECKOUT' ELSE invoice.status END,
               reserved_by = CASE d.usage WHEN 'SINGLE' THEN $4 END,
               reserved_until = CASE d.usage WHEN 'SINGLE' THEN d.until END
        FROM decided d, noted
        WHERE invoice.id = d.id AND d.answer = 'APPROVED'
          AND (d.usage = 'SINGLE' OR d.max_payments IS NOT NULL)
      ), reserved_row AS (
        INSERT INTO reservation (invoice_id, payer_id, reserved_until)
        SELECT d.id, $4, coalesce(d.until, now()) FROM decided d, noted
        WHERE d.answer = 'APPROVED' AND d.usage = 'REUSABLE'
        ON CONFLICT (invoice_id, payer_id)
        DO UPDATE SET reserved_until = greatest(reservation.reserved_until, excluded.reserved_until)
      ), told AS (
        INSERT INTO invoice_event (merchant_id, invoice_id, type, data)
        SELECT d.merchant_id, d.id,
               CASE d.answer WHEN 'APPROVED' THEN 'invoice.checkout_approved'
                    ELSE 'invoice.checkout_declined' END,
               json_build_object('payerId', $4::bigint, 'decision', d.answer, 'amount', $6::bigint,
                                 'currency', $5::text, 'updateId', $2::bigint)::text
        FROM decided d, noted WHERE d.id IS NOT NULL
      )
      SELECT coalesce((SELECT answer FROM prior), (SELECT answer FROM noted)) AS answer,
             (SELECT id FROM decided) AS invoice_id
      """;

  /** The part of the budget that may have passed when the database is asked once more. */
  private static final int RETRY_SHARE = 2;

  /** What the network may add to the budget before we stop waiting for the database. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * @param invoiceId unless there is none, or the decision was made before
   */
  public record Answer(CheckoutDecision decision, Optional<UUID> invoiceId) {}

  private final Pool pool;
  private final CheckoutConfig config;

  Checkouts(@ReactiveDataSource("checkout") Pool pool, CheckoutConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /**
   * Decides within the budget. Trouble of the database is an answer too; it is never a failure.
   *
   * <p>When the connection breaks under the statement nobody knows whether it was done. Asking
   * again settles it: the same update gets the same decision, and without a database it is
   * declined. A reservation that was made all the same is the payer's own and lapses.
   */
  public Uni<Answer> reserve(CheckoutRequest request) {
    long begun = System.nanoTime();
    return attempt(request, begun)
        .onFailure(failure -> !(failure instanceof PgException) && mayTryAgain(begun))
        .retry()
        .atMost(1)
        .ifNoItem()
        .after(retryPeriod().plus(config.budget()).plus(GRACE))
        .failWith(TimeoutException::new)
        .onFailure()
        .recoverWithItem(Checkouts::unavailable);
  }

  private Duration retryPeriod() {
    return config.budget().dividedBy(RETRY_SHARE);
  }

  /** A statement that begins later might still be at work when we have stopped waiting for it. */
  private boolean mayTryAgain(long begun) {
    return System.nanoTime() - begun < retryPeriod().toNanos();
  }

  private Uni<Answer> attempt(CheckoutRequest request, long begun) {
    return pool.preparedQuery(RESERVE)
        .execute(
            Tuple.tuple(
                List.of(
                    request.botId(),
                    request.updateId(),
                    request.payload(),
                    request.payerId(),
                    request.currency(),
                    request.amount(),
                    config.reservation().toMillis())))
        .chain(rows -> answer(rows, request, begun));
  }

  private Uni<Answer> answer(RowSet<Row> rows, CheckoutRequest request, long begun) {
    Row row = rows.iterator().next();
    String answer = row.getString("answer");
    if (answer != null) {
      return Uni.createFrom()
          .item(
              new Answer(
                  CheckoutDecision.valueOf(answer),
                  Optional.ofNullable(row.getUUID("invoice_id"))));
    }
    return mayTryAgain(begun)
        ? attempt(request, begun)
        : Uni.createFrom().item(new Answer(CheckoutDecision.UNAVAILABLE, Optional.empty()));
  }

  private static Answer unavailable(Throwable failure) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("A pre-checkout was declined, the database did not decide: %s", failure);
    } else {
      LOG.error("A pre-checkout was declined because of an unexpected failure", failure);
    }
    return new Answer(CheckoutDecision.UNAVAILABLE, Optional.empty());
  }
}
