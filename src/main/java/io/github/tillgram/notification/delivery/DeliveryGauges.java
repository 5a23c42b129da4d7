package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * How much waits for merchants' endpoints, and how many of them take nothing; asked every 30 s. The
 * oldest is looked for among endpoints that are well: what waits for others is their merchants'
 * trouble.
 */
@ApplicationScoped
class DeliveryGauges {

  static final String QUERY =
      """
      SELECT (SELECT count(*) FROM delivery WHERE state = 'PENDING') AS pending,
             (SELECT count(*) FROM endpoint WHERE state = 'ENABLED' AND failing_since IS NOT NULL) AS failing,
             (SELECT count(*) FROM endpoint WHERE state = 'DISABLED' AND disabled_reason <> 'MERCHANT') AS disabled,
             coalesce((SELECT extract(epoch FROM now() - min(l.due_at))::bigint
                       FROM endpoint e CROSS JOIN LATERAL (
                         SELECT due_at FROM delivery_line d WHERE d.endpoint_id = e.id ORDER BY due_at LIMIT 1) l
                       WHERE e.state = 'ENABLED' AND e.failing_since IS NULL AND l.due_at < now()), 0) AS lag
      """;

  private record Counts(long pending, long failing, long disabled, long lag) {

    static Counts of(Row row) {
      return new Counts(
          row.getLong("pending"),
          row.getLong("failing"),
          row.getLong("disabled"),
          row.getLong("lag"));
    }
  }

  private final Pool pool;
  private final MeterRegistry meters;
  private volatile Counts counts = new Counts(0, 0, 0, 0);

  DeliveryGauges(Pool pool, MeterRegistry meters) {
    this.pool = pool;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    Gauge.builder(Meters.DELIVERIES_PENDING, () -> counts.pending())
        .description("Deliveries that wait or are under way")
        .register(meters);
    Gauge.builder(Meters.DELIVERIES_LAG, () -> counts.lag())
        .description(
            "How long the oldest delivery that is due has been due, of endpoints that are well")
        .register(meters);
    Gauge.builder(Meters.ENDPOINTS_FAILING, () -> counts.failing())
        .description("Endpoints that are called and take nothing")
        .register(meters);
    Gauge.builder(Meters.ENDPOINTS_DISABLED, () -> counts.disabled())
        .description(
            "Endpoints that are not called any more, and not because their merchant said so")
        .register(meters);
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round(
        "deliveries are counted",
        () ->
            pool.query(QUERY).execute().invoke(rows -> counts = Counts.of(rows.iterator().next())));
  }
}
