package io.github.tillgram.apay.deposit;

import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets payment pages of invoices that came to their end: attempts that A-Pay said nothing of,
 * and addresses; and, where the operator wants it, orders that never became money. What names money
 * stays.
 */
@ApplicationScoped
class ForgetPages {

  private static final String ATTEMPTS =
      """
      DELETE FROM apay_attempt WHERE id = ANY (ARRAY(
        SELECT a.id FROM apay_attempt a JOIN invoice i ON i.id = a.invoice_id
        WHERE a.state IN ('FAILED', 'REJECTED', 'NOT_CREATED', 'ABANDONED', 'UNRESOLVED')
          AND a.created_at < now() - $1::bigint * interval '1 millisecond'
          AND a.ask_at IS NULL AND NOT i.unsettled
          AND NOT EXISTS (SELECT FROM apay_deposit d WHERE d.attempt_id = a.id)
        LIMIT %d FOR UPDATE OF a SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private static final String LINKS =
      """
      DELETE FROM apay_pay_link WHERE token = ANY (ARRAY(
        SELECT l.token FROM apay_pay_link l JOIN invoice i ON i.id = l.invoice_id
        WHERE l.created_at < now() - $1::bigint * interval '1 millisecond' AND NOT i.unsettled
        LIMIT %d FOR UPDATE OF l SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  /** What is parked may be money. */
  private static final String DEPOSITS =
      """
      WITH old AS MATERIALIZED (
        SELECT id FROM apay_deposit
        WHERE payment_id IS NULL AND parked IS NULL AND lost_ask_at IS NULL
          AND status IN ('PENDING', 'FAILED', 'REJECTED', 'UNRESOLVED')
          AND created_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE SKIP LOCKED
      ), said AS (
        DELETE FROM apay_notice WHERE deposit_id = ANY (ARRAY(SELECT id FROM old))
      )
      DELETE FROM apay_deposit WHERE id = ANY (ARRAY(SELECT id FROM old))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetPages(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return retention
        .deposits()
        .map(age -> OldRows.forget(pool, "orders without money go", DEPOSITS, age))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .chain(() -> OldRows.forget(pool, "old attempts go", ATTEMPTS, retention.pages()))
        .chain(() -> OldRows.forget(pool, "old addresses go", LINKS, retention.pages()));
  }
}
