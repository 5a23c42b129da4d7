package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.History;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything a merchant has leaves a service whose heap could not hold it. */
class ExportIT {

  private static final Logger LOG = Logger.getLogger(ExportIT.class);

  /** The heap may have 256; the rest is what a JVM takes besides. */
  private static final long MOST_MEBIBYTES = 480;

  private static final Pattern ID = Pattern.compile("(?:\\{\"id\":)?\"?([0-9a-f-]+)\"?,.*");

  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation("export");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void everyRowLeavesOnce() throws Exception {
    exportAll(20_000);
  }

  @Test
  @Tag("proof")
  void aMillionRowsOfEachKindLeaveOnceAndMemoryStaysFlat() throws Exception {
    exportAll(1_000_000);
  }

  private void exportAll(int size) throws Exception {
    try (ServiceProcess service = installation.start().awaitReady()) {
      Till till = installation.openTill(service);
      fill(till, size);
      for (String what : List.of("invoices", "payments", "ledger")) {
        export(service, till, what, "csv", size);
        export(service, till, what, "jsonl", size);
      }
      sumUp(till, size);
      assertThat(service.log()).doesNotContain("\"level\":\"ERROR\"");
    }
  }

  private void fill(Till till, int size) {
    UUID merchant =
        UUID.fromString(
            installation.database().text("SELECT merchant_id FROM bot WHERE id = ?", till.botId()));
    History.of(merchant, till.botId(), size).forEach(installation.database()::execute);
  }

  private static void export(
      ServiceProcess service, Till till, String what, String format, int size) throws Exception {
    List<Long> memory = new CopyOnWriteArrayList<>();
    memory.add(service.residentMebibytes());
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    sampler.scheduleAtFixedRate(
        () -> memory.add(service.residentMebibytes()), 0, 200, TimeUnit.MILLISECONDS);
    long begun = System.nanoTime();
    try {
      assertThat(download(service, till, what, format)).as("%s.%s", what, format).isEqualTo(size);
    } finally {
      sampler.shutdownNow();
    }
    LOG.infof(
        "%d %s as %s in %s; resident %d to %d MiB",
        size,
        what,
        format,
        Duration.ofNanos(System.nanoTime() - begun),
        Collections.min(memory),
        Collections.max(memory));
    assertThat(Collections.max(memory)).isLessThan(MOST_MEBIBYTES);
  }

  /** How many rows came; ids that grow from row to row are all different. */
  private static long download(ServiceProcess service, Till till, String what, String format)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(service.root() + "/api/v1/exports/" + what + "?format=" + format))
            .header("Authorization", "Bearer " + till.apiKey())
            .build();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    boolean numbers = what.equals("ledger");
    String[] last = {""};
    try (Stream<String> lines = response.body()) {
      return lines
          .skip(format.equals("csv") ? 1 : 0)
          .peek(
              line -> {
                String id = id(line, numbers);
                if (id.compareTo(last[0]) <= 0) {
                  throw new AssertionError(id + " after " + last[0]);
                }
                last[0] = id;
              })
          .count();
    }
  }

  private static String id(String line, boolean number) {
    Matcher id = ID.matcher(line);
    if (!id.matches()) {
      throw new AssertionError(line);
    }
    return number ? String.format("%020d", Long.parseLong(id.group(1))) : id.group(1);
  }

  private static void sumUp(Till till, int size) {
    long begun = System.nanoTime();
    String statement = till.get("/api/v1/statements").body();
    LOG.infof("a statement in %s", Duration.ofNanos(System.nanoTime() - begun));
    long entries =
        Pattern.compile("\"entries\":(\\d+)")
            .matcher(statement)
            .results()
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .sum();
    assertThat(entries).isEqualTo(size);
  }
}
