package io.github.tillgram.webhook;

import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets quarantined bodies whose handler has taken them; those that name money still stay. */
@ApplicationScoped
class ForgetReplayed {

  private static final String FORGET =
      """
      DELETE FROM quarantine WHERE id = ANY (ARRAY(
        SELECT id FROM quarantine WHERE replayed_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetReplayed(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return OldRows.forget(pool, "replayed bodies go", FORGET, retention.quarantine());
  }
}
