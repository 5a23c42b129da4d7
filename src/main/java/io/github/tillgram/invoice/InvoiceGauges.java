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
import java.util.Map;

/**
 * How many invoices stand where, and what waits for a merchant; asked every 30 s on each replica.
 */
@ApplicationScoped
class InvoiceGauges {

  private static final String INVOICES =
      "SELECT status, count(*) AS n FROM invoice GROUP BY status";

  private static final String HELD = "SELECT count(*) AS n FROM payment WHERE status = 'HELD'";

  private final Pool pool;
  private final MeterRegistry meters;
  private volatile Map<InvoiceStatus, Long> counts = Map.of();
  private volatile long held;

  InvoiceGauges(Pool pool, MeterRegistry meters) {
    this.pool = pool;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    for (InvoiceStatus status : InvoiceStatus.values()) {
      Gauge.builder(Meters.INVOICES, () -> counts.getOrDefault(status, 0L))
          .description("Invoices by status")
          .tag("status", status.name())
          .register(meters);
    }
    Gauge.builder(Meters.PAYMENTS_HELD, () -> held)
        .description("Payments that wait until their merchant accepts or refunds them")
        .register(meters);
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return Housekeeping.round("invoices are counted", this::count);
  }

  private Uni<?> count() {
    return pool.query(INVOICES)
        .execute()
        .invoke(this::keep)
        .chain(() -> pool.query(HELD).execute())
        .invoke(rows -> held = rows.iterator().next().getLong("n"));
  }

  private void keep(RowSet<Row> rows) {
    Map<InvoiceStatus, Long> read = new EnumMap<>(InvoiceStatus.class);
    for (Row row : rows) {
      read.put(InvoiceStatus.valueOf(row.getString("status")), row.getLong("n"));
    }
    counts = read;
  }
}
