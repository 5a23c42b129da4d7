package io.github.tillgram.invoice;

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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/**
 * How many subscriptions run, and what is to become of them; asked every 30 s on each replica. What
 * ran out is not counted, so that it costs what runs and not what ever ran.
 */
@ApplicationScoped
class SubscriptionGauges {

  private static final String COUNT =
      """
      SELECT renewal, count(*) AS n FROM subscription WHERE expires_at > now() GROUP BY renewal
      """;

  private final Pool pool;
  private final MeterRegistry meters;
  private volatile Map<SubscriptionStatus, Long> counts = Map.of();

  SubscriptionGauges(Pool pool, MeterRegistry meters) {
    this.pool = pool;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    for (SubscriptionStatus status : EnumSet.complementOf(EnumSet.of(SubscriptionStatus.EXPIRED))) {
      Gauge.builder(Meters.SUBSCRIPTIONS, () -> counts.getOrDefault(status, 0L))
          .description("Subscriptions that run, by status")
          .tag("status", status.name())
          .register(meters);
    }
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round(
        "subscriptions are counted", () -> pool.query(COUNT).execute().invoke(this::keep));
  }

  private void keep(RowSet<Row> rows) {
    Map<SubscriptionStatus, Long> read = new EnumMap<>(SubscriptionStatus.class);
    for (Row row : rows) {
      read.put(SubscriptionStatus.valueOf(row.getString("renewal")), row.getLong("n"));
    }
    counts = read;
  }
}
