package io.github.tillgram.event;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How long the oldest event has had no place: nobody hears of it so long. Asked every 30 s. */
@ApplicationScoped
class EventGauges {

  private static final String QUERY =
      """
      SELECT coalesce(extract(epoch FROM now() - (
        SELECT created_at FROM invoice_event WHERE position IS NULL ORDER BY id LIMIT 1)), 0)::bigint AS oldest
      """;

  private final Pool pool;
  private final MeterRegistry meters;
  private volatile long oldest;

  EventGauges(Pool pool, MeterRegistry meters) {
    this.pool = pool;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    Gauge.builder(Meters.EVENTS_UNSEALED, () -> oldest)
        .description("How long the oldest event that nobody can hear of yet has waited")
        .register(meters);
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round(
        "events without a place are looked for",
        () ->
            pool.query(QUERY)
                .execute()
                .invoke(rows -> oldest = Math.max(0, rows.iterator().next().getLong("oldest"))));
  }
}
