package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.BackEnds.Manner.BROKEN;
import static io.github.tillgram.packaged.BackEnds.Manner.GONE;
import static io.github.tillgram.packaged.BackEnds.Manner.HANGS;
import static io.github.tillgram.packaged.BackEnds.Manner.HEALTHY;
import static io.github.tillgram.packaged.BackEnds.Manner.RESETS;
import static io.github.tillgram.packaged.BackEnds.Manner.SLEEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Merchants' back ends hear of everything, although some of them and the service itself fail. */
class DeliveriesIT {

  private static final Logger LOG = Logger.getLogger(DeliveriesIT.class);
  private static final int WRITERS = 4;

  /** Of each invoice. */
  private static final List<String> STORY = List.of("invoice.created", "invoice.canceled");

  private Installation installation;

  @BeforeEach
  void install() {
    installation =
        new Installation("deliveries")
            .with("TILLGRAM_DELIVERY_ALLOWED_NETWORKS", "127.0.0.0/8")
            .with("TILLGRAM_DELIVERY_TIMEOUT", "PT5S")
            .with("TILLGRAM_SHUTDOWN_DELAY", "PT0S");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void healthyBackEndsHearEverythingInOrderBesideBadOnesAndAKill() throws Exception {
    run(List.of(HEALTHY, HEALTHY, HANGS, BROKEN, GONE, RESETS), 100, 1);
  }

  @Test
  @Tag("proof")
  void tenThousandEventsReachTwentyBackEndsThroughTwoKills() throws Exception {
    List<BackEnds.Manner> manners =
        Stream.concat(
                Collections.nCopies(15, HEALTHY).stream(),
                Stream.of(HANGS, BROKEN, GONE, SLEEPS, RESETS))
            .toList();
    run(manners, 5_000, 2);
  }

  /** Each invoice is issued and canceled; meanwhile the service is killed. */
  private void run(List<BackEnds.Manner> manners, int invoices, int kills) throws Exception {
    try (BackEnds backEnds = new BackEnds(manners)) {
      Till till = begin(backEnds, manners.size());
      int events = invoices * STORY.size();
      int part = invoices / (kills + 1);
      long begun = System.nanoTime();
      for (int kill = 0; kill < kills; kill++) {
        try (ServiceProcess service = installation.start().awaitReady()) {
          write(till, part);
          int enough = (kill + 1) * part * STORY.size() * 3 / 4;
          await()
              .atMost(Duration.ofMinutes(5))
              .pollInterval(Duration.ofMillis(50))
              .until(() -> backEnds.healthy().get(0).events() >= enough);
          service.kill();
        }
      }
      try (ServiceProcess survivor = installation.start().awaitReady()) {
        List<Long> memory = new ArrayList<>();
        write(till, invoices - kills * part);
        await()
            .atMost(Duration.ofMinutes(10))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  memory.add(survivor.residentMebibytes());
                  return backEnds.healthy().stream().allMatch(one -> one.events() >= events);
                });
        report(backEnds, events, Duration.ofNanos(System.nanoTime() - begun), memory);
        checkOrder(backEnds, invoices);
        checkBooks(till, events, manners);
      }
    }
  }

  private Till begin(BackEnds backEnds, int count) throws InterruptedException {
    try (ServiceProcess service = installation.start().awaitReady()) {
      Till till = installation.openTill(service);
      for (int i = 0; i < count; i++) {
        HttpResponse<String> added =
            till.post("/api/v1/endpoints", new JsonObject().put("url", backEnds.url(i)));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
      }
      service.terminate();
      service.awaitExit(Duration.ofSeconds(30));
      return till;
    }
  }

  private static void write(Till till, int invoices) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < invoices; i++) {
      work.add(
          () -> {
            HttpResponse<String> issued = till.issue("order-" + System.nanoTime());
            assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
            String id = new JsonObject(issued.body()).getString("id");
            till.post("/api/v1/invoices/" + id + "/cancel", new JsonObject());
            return null;
          });
    }
    for (Future<Void> one : threads.invokeAll(work)) {
      one.get();
    }
    threads.shutdown();
  }

  private static void checkOrder(BackEnds backEnds, int invoices) {
    for (BackEnds.Heard heard : backEnds.healthy()) {
      assertThat(heard.byInvoice()).hasSize(invoices);
      assertThat(heard.byInvoice().values())
          .allSatisfy(types -> assertThat(types).isEqualTo(STORY));
    }
  }

  /** What a back end did not take is still there to be sent, unless it is gone. */
  private void checkBooks(Till till, int events, List<BackEnds.Manner> manners) {
    for (int i = 0; i < manners.size(); i++) {
      if (manners.get(i) == BROKEN || manners.get(i) == HANGS || manners.get(i) == RESETS) {
        assertThat(waiting("/" + i)).as(manners.get(i).name()).isEqualTo(events);
      }
      if (manners.get(i) == GONE) {
        assertThat(
                installation
                    .database()
                    .text("SELECT disabled_reason FROM endpoint WHERE url LIKE ?", "%/" + i))
            .isEqualTo("GONE");
      }
    }
    assertThat(till.get("/api/v1/events?type=endpoint.disabled").body()).contains("GONE");
  }

  private long waiting(String path) {
    return installation
        .database()
        .number(
            "SELECT count(*) FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id"
                + " WHERE e.url LIKE ? AND d.state = 'PENDING' AND d.type LIKE 'invoice.%'",
            "%" + path);
  }

  private static void report(BackEnds backEnds, int events, Duration took, List<Long> memory) {
    BackEnds.Heard one = backEnds.healthy().get(0);
    int repeats =
        backEnds.healthy().stream().mapToInt(heard -> heard.calls() - heard.events()).sum();
    LOG.infof(
        "%d events to %d healthy back ends in %s, %d heard twice; lag p50 %d ms, p90 %d ms, p99 %d"
            + " ms; resident %d to %d MiB",
        events,
        backEnds.healthy().size(),
        took,
        repeats,
        one.lag(0.5),
        one.lag(0.9),
        one.lag(0.99),
        memory.get(0),
        Collections.max(memory));
  }
}
