package io.github.tillgram.reconciliation;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs are kept for ninety days; differences, which are few, for good. */
@ApplicationScoped
class ForgetRuns {

  private static final String FORGET =
      "DELETE FROM reconciliation_run WHERE finished_at < now() - interval '90 days'";

  private final Pool pool;

  ForgetRuns(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round("old runs go", () -> pool.query(FORGET).execute());
  }
}
