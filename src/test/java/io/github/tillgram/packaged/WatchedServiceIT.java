package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.github.tillgram.monitoring.MonitoringFiles;
import io.github.tillgram.monitoring.Promtool;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The service under the eyes of those who watch it: Prometheus, and a collector of traces. */
class WatchedServiceIT {

  private static final long PAYER = PEOPLE.get(0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How old what is read from the database may be: a bot connected now is seen by then. */
  private static final Duration GAUGES = Duration.ofSeconds(30);

  private static final String SEND_MESSAGE = "POST /bot{bot}/sendMessage";

  private static final Http HTTP = new Http();
  private static final Vertx VERTX = Vertx.vertx();

  private static Installation installation;
  private static ServiceProcess service;
  private static Till till;
  private static Collector collector;

  static boolean prometheusIsInstalled() {
    return Promtool.isInstalled();
  }

  /** The service starts and works before there is a collector. */
  @BeforeAll
  static void start() {
    int collectorPort = ServiceProcess.freePort();
    installation =
        new Installation("watched")
            .with("TILLGRAM_TRACES_URL", "http://localhost:" + collectorPort)
            .with("TILLGRAM_TRACES_PROTOCOL", "http/protobuf")
            .with("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.2S")
            .with("QUARKUS_REST_CLIENT_BOT_API_READ_TIMEOUT", "500");
    service = installation.start().awaitReady();
    till = installation.openTill(service);
    pay("before-the-collector");
    collector = new Collector(VERTX, collectorPort);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
    VERTX.close();
  }

  @Test
  void oneTraceLeadsFromTheUpdateThroughTheOutboxToTheCallOfTelegram() {
    pay("traced");

    await().atMost(PATIENCE).until(() -> traceOfAReceipt().isPresent());
    List<Span> trace = traceOfAReceipt().orElseThrow();
    Span update = only(trace, "POST /telegram/webhook/{botKey}");
    Span call = only(trace, SEND_MESSAGE);
    Span attempt = parentOf(call, trace);
    assertThat(update.getParentSpanId().isEmpty()).isTrue();
    assertThat(attempt.getName()).isEqualTo("outbox chat.message");
    assertThat(attempt.getParentSpanId()).isEqualTo(update.getSpanId());
    assertThat(call.getParentSpanId()).isEqualTo(attempt.getSpanId());
    assertThat(only(trace, "INSERT payment").getParentSpanId()).isEqualTo(update.getSpanId());
    assertThat(only(trace, "INSERT outbox").getParentSpanId()).isEqualTo(update.getSpanId());
    assertThat(only(trace, "DELETE outbox").getParentSpanId()).isEqualTo(attempt.getSpanId());
    assertThat(attribute(call, "url.full")).endsWith("/sandbox/telegram/bot***/sendMessage");
    assertThat(service.log()).contains("\"traceId\":\"" + hex(call.getTraceId()) + "\"");
  }

  @Test
  void tracesTellNoSecret() {
    Till another = installation.openTill(service);
    till.get("/api/v1/invoices?reference=told");
    installation.wayToTelegram().fallSilent();
    pay("silent");
    await().atMost(PATIENCE).until(() -> spans(SEND_MESSAGE).anyMatch(WatchedServiceIT::isBroken));
    installation.wayToTelegram().speak();
    await().atMost(PATIENCE).until(() -> spans("POST /api/v1/bots").findAny().isPresent());

    assertThat(collector.spans())
        .as("spans of each kind have arrived")
        .extracting(Span::getName)
        .contains("GET /api/v1/invoices", "POST /api/v1/merchants", "POST /bot{bot}/getMe");
    assertThat(collector.spans().stream().flatMap(span -> span.getEventsList().stream()))
        .as("failures in full, whose messages name addresses")
        .isEmpty();
    assertThat(collector.bytes())
        .doesNotContain(till.secrets())
        .doesNotContain(another.secrets())
        .doesNotContain("reference=told");
  }

  @Test
  void noTraceBeginsWithAStatementOrAtTheOperatorsPort() {
    HTTP.get(service.managementRoot() + "/q/metrics");
    pay("noise");

    await().atMost(PATIENCE).until(() -> traceOfAReceipt().isPresent());
    assertThat(collector.spans())
        .filteredOn(span -> span.getParentSpanId().isEmpty())
        .allMatch(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
        .extracting(Span::getName)
        .noneMatch(name -> name.contains("/q/"));
  }

  @Test
  @EnabledIf(value = "prometheusIsInstalled", disabledReason = Promtool.MISSING)
  void metersAreWellFormed() {
    String metrics =
        HTTP.get(service.managementRoot() + "/q/metrics", "Accept", "text/plain;version=0.0.4")
            .body();

    assertThat(metrics.lines().filter(line -> line.startsWith("tillgram_"))).isNotEmpty();
    Promtool.run(metrics, "check", "metrics");
  }

  @Test
  @EnabledIf(value = "prometheusIsInstalled", disabledReason = Promtool.MISSING)
  void prometheusScrapesTheServiceAndAnAlertFiresWhenItShould() {
    pay("scraped");
    try (Prometheus prometheus = new Prometheus(service)) {
      await().atMost(PATIENCE).until(prometheus::hasScraped);
      await().atMost(PATIENCE).until(() -> prometheus.rules().allMatch(Prometheus::isEvaluated));
      everyQuestionOfAlertsAndDashboardFindsItsMetrics(prometheus);
      await("an evaluation after the first scrape, with nothing to tell")
          .atMost(PATIENCE)
          .until(() -> prometheus.firing().findAny().isEmpty());
      assertThat(prometheus.query("tillgram_quarantined_total == 0")).hasSize(1);

      assertThat(till.deliver(unreadablePayment()).statusCode()).isEqualTo(200);

      await().atMost(PATIENCE).until(() -> prometheus.firing().count() == 1);
      assertThat(prometheus.firing())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getJsonObject("labels").getMap())
                    .containsEntry("alertname", "TillgramQuarantineGrew")
                    .containsEntry("severity", "critical");
                assertThat(alert.getJsonObject("annotations").encode()).doesNotContain("<error");
              });
      assertThat(prometheus.rules())
          .hasSameSizeAs(MonitoringFiles.alerts())
          .allSatisfy(
              rule -> assertThat(rule.getString("health")).as(rule.encode()).isEqualTo("ok"));
    }
  }

  /** Prometheus must read each expression, and know each metric that it names. */
  private static void everyQuestionOfAlertsAndDashboardFindsItsMetrics(Prometheus prometheus) {
    MonitoringFiles.expressions().values().forEach(prometheus::query);
    await()
        .atMost(GAUGES.plus(PATIENCE))
        .untilAsserted(
            () ->
                assertThat(MonitoringFiles.metrics())
                    .hasSizeGreaterThan(20)
                    .filteredOn(metric -> prometheus.query(metric).isEmpty())
                    .isEmpty());
  }

  private static JsonObject unreadablePayment() {
    JsonObject update = Till.payment(PAYER, "payload", "charge-unreadable");
    update.getJsonObject("message").getJsonObject("successful_payment").put("total_amount", "much");
    return update;
  }

  /** All spans of a payment, once its receipt is sent and all of them have arrived. */
  private static Optional<List<Span>> traceOfAReceipt() {
    return collector.spans().stream()
        .collect(Collectors.groupingBy(Span::getTraceId))
        .values()
        .stream()
        .filter(trace -> calls(trace).count() == 1)
        .filter(trace -> calls(trace).noneMatch(WatchedServiceIT::isBroken))
        .filter(trace -> trace.stream().anyMatch(span -> span.getParentSpanId().isEmpty()))
        .filter(trace -> trace.stream().anyMatch(span -> span.getName().equals("DELETE outbox")))
        .filter(WatchedServiceIT::isWhole)
        .findAny();
  }

  private static Stream<Span> calls(List<Span> trace) {
    return trace.stream().filter(span -> span.getName().equals(SEND_MESSAGE));
  }

  private static boolean isWhole(List<Span> trace) {
    Set<ByteString> ids = trace.stream().map(Span::getSpanId).collect(Collectors.toSet());
    return trace.stream()
        .allMatch(span -> span.getParentSpanId().isEmpty() || ids.contains(span.getParentSpanId()));
  }

  private static Stream<Span> spans(String name) {
    return collector.spans().stream().filter(span -> span.getName().equals(name));
  }

  private static Span only(List<Span> trace, String name) {
    List<Span> found = trace.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static Span parentOf(Span span, List<Span> trace) {
    return trace.stream()
        .filter(candidate -> candidate.getSpanId().equals(span.getParentSpanId()))
        .findAny()
        .orElseThrow();
  }

  private static boolean isBroken(Span span) {
    return !attribute(span, "error.type").isEmpty();
  }

  private static String attribute(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findAny()
        .orElse("");
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static void pay(String reference) {
    HttpResponse<String> issued = till.issue(reference);
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    String payload = till.payload(UUID.fromString(new JsonObject(issued.body()).getString("id")));
    assertThat(till.deliver(Till.preCheckout(PAYER, payload)).statusCode()).isEqualTo(200);
    assertThat(till.deliver(Till.payment(PAYER, payload, "charge-" + reference)).statusCode())
        .isEqualTo(200);
  }
}
