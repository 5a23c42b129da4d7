package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.OldRows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Forgets secrets that sign no more, and deleted endpoints once the last delivery is forgotten. */
@ApplicationScoped
class ForgetEndpoints {

  private static final String SECRETS =
      """
      DELETE FROM endpoint_secret WHERE id = ANY (ARRAY(
        SELECT s.id FROM endpoint_secret s JOIN endpoint e ON e.id = s.endpoint_id
        WHERE e.state = 'DELETED' OR s.expires_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE OF s SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private static final String ENDPOINTS =
      """
      DELETE FROM endpoint WHERE id = ANY (ARRAY(
        SELECT e.id FROM endpoint e
        WHERE e.state = 'DELETED' AND e.created_at < now() - $1::bigint * interval '1 millisecond'
          AND NOT EXISTS (SELECT FROM delivery d WHERE d.endpoint_id = e.id)
          AND NOT EXISTS (SELECT FROM endpoint_secret s WHERE s.endpoint_id = e.id)
          AND NOT EXISTS (SELECT FROM endpoint_recovery r WHERE r.endpoint_id = e.id)
        LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final QueueConfig config;

  ForgetEndpoints(Pool pool, QueueConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return OldRows.forget(pool, "former secrets go", SECRETS, Duration.ZERO)
        .chain(() -> OldRows.forget(pool, "deleted endpoints go", ENDPOINTS, config.retention()));
  }
}
