package io.github.tillgram.invoice;

import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets where invoices stand, a while after they were sent, once nothing is to be taken away any
 * more: they were paid, or came to another end so long ago that the outbox has given up. Those that
 * can still be paid are kept.
 */
@ApplicationScoped
class ForgetMessages {

  private static final String FORGET =
      """
      DELETE FROM invoice_message WHERE ctid = ANY (ARRAY(
        SELECT m.ctid FROM invoice_message m JOIN invoice i ON i.id = m.invoice_id
        WHERE m.sent_at < now() - $1::bigint * interval '1 millisecond' AND NOT i.unsettled
          AND NOT EXISTS (SELECT FROM invoice_event e
                          WHERE e.invoice_id = i.id AND e.type IN ('invoice.expired', 'invoice.canceled')
                            AND e.created_at >= now() - interval '7 days')
        LIMIT %d FOR UPDATE OF m SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetMessages(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return OldRows.forget(pool, "old messages go", FORGET, retention.messages());
  }
}
