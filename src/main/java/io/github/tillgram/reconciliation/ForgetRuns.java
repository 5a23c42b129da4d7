package io.github.tillgram.reconciliation;

import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs are forgotten after a while; differences, which are few, never. */
@ApplicationScoped
class ForgetRuns {

  private static final String FORGET =
      """
      DELETE FROM reconciliation_run WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM reconciliation_run
        WHERE finished_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetRuns(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return OldRows.forget(pool, "old runs go", FORGET, retention.comparisons());
  }
}
