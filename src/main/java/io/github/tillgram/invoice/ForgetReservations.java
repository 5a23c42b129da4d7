package io.github.tillgram.invoice;

import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets reservations that lapsed, offers of shipping, and news of subscriptions that no payment
 * has shown. Each is kept for as long as Telegram may still deliver a payment that was made then.
 */
@ApplicationScoped
class ForgetReservations {

  private static final String OLD =
      """
      DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM %1$s WHERE %2$s < now() - $1::bigint * interval '1 millisecond'
        LIMIT %3$d FOR UPDATE SKIP LOCKED))
      """;

  private static final String RESERVATIONS =
      OLD.formatted("reservation", "reserved_until", OldRows.PORTION);

  private static final String OFFERS = OLD.formatted("shipping_offer", "asked_at", OldRows.PORTION);

  private static final String NOTICES =
      OLD.formatted("subscription_notice", "received_at", OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetReservations(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return forget("reservations go", RESERVATIONS)
        .chain(() -> forget("shipping offers go", OFFERS))
        .chain(() -> forget("news of no subscription goes", NOTICES));
  }

  private Uni<Void> forget(String task, String statement) {
    return OldRows.forget(pool, task, statement, retention.reservations());
  }
}
