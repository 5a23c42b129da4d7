package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many deliveries leave while a million wait. The figures are those of one machine that holds
 * service, database and back ends; only ratios within one run say something.
 */
@Tag("proof")
class DeliveryLoadIT {

  private static final Logger LOG = Logger.getLogger(DeliveryLoadIT.class);

  private static final int ENDPOINTS = 20;
  private static final int INVOICES = 25_000;
  private static final int EVENTS = 2 * INVOICES;
  private static final int REPLICAS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  /** Two events of each invoice, written as whoever changes an invoice writes them. */
  private static final String FILL =
      """
      WITH made AS (
        INSERT INTO invoice (id, merchant_id, bot_id, payload, rail, usage, status, title, description,
                             currency, total, prices, metadata)
        SELECT gen_random_uuid(), b.merchant_id, b.id, 'load-' || n, 'TELEGRAM', 'SINGLE', 'OPEN', 'Tea',
               'Assam', 'USD', 1250, '[{"label":"Tea","amount":1250}]', '{}'
        FROM bot b, generate_series(1, %d) AS n RETURNING id, merchant_id
      )
      INSERT INTO invoice_event (merchant_id, invoice_id, type, data)
      SELECT m.merchant_id, m.id, t.type, '{}'
      FROM made m CROSS JOIN (VALUES ('invoice.created'), ('invoice.canceled')) AS t (type)
      """;

  @Test
  void aMillionWaitingDeliveriesLeaveFromOneReplicaAndFromThree() throws Exception {
    try (Sink sink = new Sink();
        Installation installation = install()) {
      addEndpoints(installation, sink);
      installation.database().update(FILL.formatted(INVOICES));
      double sealed = seal(installation);
      assertThat(waiting(installation)).isEqualTo((long) ENDPOINTS * EVENTS);

      double one = deliver(installation, sink, 1);
      double three = deliver(installation, sink, REPLICAS);

      LOG.infof("sealed, and put into %d lines each: %,.0f events/s", ENDPOINTS, sealed);
      LOG.infof("delivered: %,.0f/s by one replica, %,.0f/s by %d", one, three, REPLICAS);
      assertThat(sink.heard()).as("what nobody sent twice").isEqualTo(sink.calls());
      assertThat(waiting(installation)).isEqualTo((long) ENDPOINTS * EVENTS - sink.heard());
    }
  }

  private static Installation install() {
    Installation installation = new Installation("delivery-load");
    return installation
        .with("TILLGRAM_DATABASE_URL", installation.database().url())
        .with("TILLGRAM_DELIVERY_ALLOWED_NETWORKS", "127.0.0.0/8")
        .with("TILLGRAM_SHUTDOWN_DELAY", "PT0S");
  }

  private static void addEndpoints(Installation installation, Sink sink) throws Exception {
    ServiceProcess service = installation.startAtFullSpeed().awaitReady();
    Till till = installation.openTill(service);
    for (int i = 0; i < ENDPOINTS; i++) {
      assertThat(
              till.post("/api/v1/endpoints", new JsonObject().put("url", sink.url(i))).statusCode())
          .isEqualTo(201);
    }
    end(service);
  }

  /** By a replica that looks for deliveries so rarely that it makes none. */
  private static double seal(Installation installation) throws Exception {
    installation.with("TILLGRAM_DELIVERY_POLL", "PT1H");
    ServiceProcess service = installation.startAtFullSpeed().awaitReady();
    await().atMost(PATIENCE).until(() -> waiting(installation) > ENDPOINTS * 1_000L);
    long before = waiting(installation);
    long begun = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> waiting(installation) == (long) ENDPOINTS * EVENTS);
    double perSecond = perSecond(waiting(installation) - before, begun) / ENDPOINTS;
    end(service);
    installation.without("TILLGRAM_DELIVERY_POLL");
    installation.database().update("ANALYZE");
    return perSecond;
  }

  private static double deliver(Installation installation, Sink sink, int replicas)
      throws Exception {
    List<ServiceProcess> all =
        Stream.generate(installation::startReplicaAtFullSpeed).limit(replicas).toList();
    all.forEach(ServiceProcess::awaitReady);
    long warm = sink.calls() + 30_000;
    await().atMost(PATIENCE).until(() -> sink.calls() >= warm);
    long before = sink.calls();
    long begun = System.nanoTime();
    Thread.sleep(MEASURED.toMillis());
    double perSecond = perSecond(sink.calls() - before, begun);
    LOG.infof("%d replicas, %,.0f/s, resident %s MiB", replicas, perSecond, memory(all));
    for (ServiceProcess one : all) {
      end(one);
    }
    return perSecond;
  }

  private static List<Long> memory(List<ServiceProcess> all) {
    return all.stream().map(ServiceProcess::residentMebibytes).toList();
  }

  private static double perSecond(long count, long begunNanos) {
    return count * 1e9 / (System.nanoTime() - begunNanos);
  }

  private static long waiting(Installation installation) {
    return installation
        .database()
        .number("SELECT count(*) FROM delivery WHERE state = 'PENDING' AND type LIKE 'invoice.%'");
  }

  private static void end(ServiceProcess service) throws InterruptedException {
    service.terminate();
    service.awaitExit(Duration.ofSeconds(60));
  }
}
