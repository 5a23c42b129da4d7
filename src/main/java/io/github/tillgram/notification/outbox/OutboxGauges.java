package io.github.tillgram.notification.outbox;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.observability.Meters;
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
import java.util.HashMap;
import java.util.Map;

/** How much waits and for how long; one query per 30 s, the same answer on each replica. */
@ApplicationScoped
class OutboxGauges {

  private static final String QUERY =
      """
      SELECT kind, count(*) AS pending,
             coalesce(extract(epoch FROM now() - min(created_at)
               FILTER (WHERE due_at <= now() OR attempts > 0)), 0)::bigint AS oldest_seconds
      FROM outbox WHERE state = 'PENDING' GROUP BY kind
      """;

  private record Backlog(long pending, long oldestSeconds) {}

  private static final Backlog EMPTY = new Backlog(0, 0);

  private final Pool pool;
  private final OutboxHandlers handlers;
  private final MeterRegistry meters;
  private volatile Map<String, Backlog> backlogs = Map.of();

  OutboxGauges(Pool pool, OutboxHandlers handlers, MeterRegistry meters) {
    this.pool = pool;
    this.handlers = handlers;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    for (String kind : handlers.kinds()) {
      Gauge.builder(Meters.OUTBOX_PENDING, () -> of(kind).pending())
          .description("Outbox rows that wait")
          .tag("kind", kind)
          .register(meters);
      Gauge.builder(Meters.OUTBOX_OLDEST, () -> of(kind).oldestSeconds())
          .description("How long the oldest outbox row has waited, whether or not it was tried")
          .tag("kind", kind)
          .register(meters);
    }
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round(
        "outbox rows are counted", () -> pool.query(QUERY).execute().invoke(this::keep));
  }

  private Backlog of(String kind) {
    return backlogs.getOrDefault(kind, EMPTY);
  }

  private void keep(RowSet<Row> rows) {
    Map<String, Backlog> read = new HashMap<>();
    for (Row row : rows) {
      read.put(
          row.getString("kind"),
          new Backlog(row.getLong("pending"), row.getLong("oldest_seconds")));
    }
    backlogs = Map.copyOf(read);
  }
}
