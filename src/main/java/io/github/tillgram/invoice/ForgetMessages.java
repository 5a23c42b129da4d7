package io.github.tillgram.invoice;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets where invoices stand, ninety days after they were sent, once nothing is to be taken away
 * any more: they were paid, or came to another end so long ago that the outbox has given up. Those
 * that can still be paid are kept. In portions, by whichever replica comes first.
 */
@ApplicationScoped
class ForgetMessages {

  private static final String FORGET =
      """
      DELETE FROM invoice_message WHERE ctid = ANY (ARRAY(
        SELECT m.ctid FROM invoice_message m JOIN invoice i ON i.id = m.invoice_id
        WHERE m.sent_at < now() - interval '90 days' AND NOT i.unsettled
          AND (i.status NOT IN ('EXPIRED', 'CANCELED')
               OR EXISTS (SELECT FROM invoice_event e
                          WHERE e.invoice_id = i.id AND e.type IN ('invoice.expired', 'invoice.canceled')
                            AND e.created_at < now() - interval '7 days'))
        LIMIT 5000 FOR UPDATE OF m SKIP LOCKED))
      """;

  private final Pool pool;

  ForgetMessages(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round("old messages go", () -> pool.query(FORGET).execute());
  }
}
