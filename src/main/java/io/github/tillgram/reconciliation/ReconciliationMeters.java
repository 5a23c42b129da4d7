package io.github.tillgram.reconciliation;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is open, asked every 30 s on each replica, and how runs end. */
@ApplicationScoped
class ReconciliationMeters {

  private static final String OPEN =
      """
      SELECT kind, count(*) AS n FROM reconciliation_difference
      WHERE resolved_at IS NULL GROUP BY kind
      """;

  /** A bot that was never walked has waited since it was noticed. */
  private static final String OLDEST =
      """
      SELECT coalesce(extract(epoch FROM now() - min(coalesce(ended_at, created_at))), 0)::bigint
        AS seconds FROM star_walk
      """;

  private final Pool pool;
  private final MeterRegistry registry;
  private volatile Map<DifferenceKind, Long> open = Map.of();
  private volatile long oldest;

  ReconciliationMeters(Pool pool, MeterRegistry registry) {
    this.pool = pool;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (DifferenceKind kind : DifferenceKind.OF_ACCOUNTS) {
      Gauge.builder(Meters.RECONCILIATION_DIFFERENCES, () -> open.getOrDefault(kind, 0L))
          .description("Transactions on which our books and others' disagree")
          .tag("kind", kind.name())
          .register(registry);
    }
    Gauge.builder(Meters.RECONCILIATION_OLDEST, () -> oldest)
        .description("How long ago the last run ended of the bot that has waited for longest")
        .register(registry);
    runs(RunOutcome.COMPLETED);
    runs(RunOutcome.REFUSED);
  }

  void count(RunOutcome outcome) {
    runs(outcome).increment();
  }

  private Counter runs(RunOutcome outcome) {
    return Counter.builder(Meters.RECONCILIATION_RUNS)
        .description("Comparisons of our books with others' that ended")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round("differences are counted", this::ask);
  }

  private Uni<?> ask() {
    return pool.query(OPEN)
        .execute()
        .invoke(this::keep)
        .chain(() -> pool.query(OLDEST).execute())
        .invoke(rows -> oldest = rows.iterator().next().getLong("seconds"));
  }

  private void keep(RowSet<Row> rows) {
    Map<DifferenceKind, Long> read = new EnumMap<>(DifferenceKind.class);
    for (Row row : rows) {
      read.put(DifferenceKind.valueOf(row.getString("kind")), row.getLong("n"));
    }
    open = read;
  }
}
