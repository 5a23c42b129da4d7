package io.github.tillgram.webhook;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the watchdog sees: what waits at Telegram, and what it found and mended. */
@ApplicationScoped
class WatchMeters {

  private static final String PENDING =
      """
      SELECT b.id::text AS bot, coalesce(w.pending_updates, 0) AS pending
      FROM bot b LEFT JOIN webhook_watch w ON w.bot_id = b.id
      """;

  private final Pool pool;
  private final MeterRegistry meters;
  private final MultiGauge pending;

  WatchMeters(Pool pool, MeterRegistry meters) {
    this.pool = pool;
    this.meters = meters;
    this.pending =
        MultiGauge.builder(Meters.WEBHOOK_PENDING)
            .description("Updates that Telegram has not delivered yet, as last looked at")
            .register(meters);
  }

  /** All are there from the start, so that the first of a process is seen to come. */
  void register(@Observes StartupEvent event) {
    for (WebhookFinding finding : WebhookFinding.values()) {
      counter(finding);
    }
    repairs();
  }

  void found(WebhookFinding finding) {
    counter(finding).increment();
  }

  void repaired() {
    repairs().increment();
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round(
        "pending updates are read", () -> pool.query(PENDING).execute().invoke(this::keep));
  }

  private void keep(RowSet<Row> rows) {
    List<MultiGauge.Row<?>> read = new ArrayList<>(rows.size());
    for (Row row : rows) {
      read.add(MultiGauge.Row.of(Tags.of("bot", row.getString("bot")), row.getInteger("pending")));
    }
    pending.register(read, true);
  }

  private Counter counter(WebhookFinding finding) {
    return Counter.builder(Meters.WEBHOOK_FINDINGS)
        .description("What was found to be wrong with webhooks, counted when it began")
        .tag("finding", finding.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  private Counter repairs() {
    return Counter.builder(Meters.WEBHOOK_REPAIRS)
        .description("Webhooks that were not in order and are again")
        .register(meters);
  }
}
