package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Shop;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators and their machines see of the service. */
class OperationIT {

  private static final long PAYER = PEOPLE.get(0);

  /** As many as the door lets to the database side by side. */
  private static final int IN_FLIGHT = 12;

  /** 128 + SIGTERM: how a JVM ends that was asked to. */
  private static final int TERMINATED = 143;

  private static final Http HTTP = new Http();

  private static Installation installation;
  private static ServiceProcess service;
  private static Till till;

  @BeforeAll
  static void start() {
    installation = new Installation("operation");
    service = installation.start().awaitReady();
    till = installation.openTill(service);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @ParameterizedTest
  @CsvSource({"live, 0", "started, 1", "ready, 2"})
  void healthIsToldOnTheManagementPortOnly(String kind, int checks) {
    HttpResponse<String> health = HTTP.get(service.managementRoot() + "/q/health/" + kind);

    assertThat(health.statusCode()).isEqualTo(200);
    JsonObject body = new JsonObject(health.body());
    assertThat(body.getString("status")).isEqualTo("UP");
    assertThat(body.getJsonArray("checks")).hasSize(checks);
    assertThat(HTTP.get(service.root() + "/q/health/" + kind).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/openapi", "/q/swagger-ui/"})
  void theDescriptionOfTheApiIsOnTheApplicationPortOnly(String path) {
    assertThat(HTTP.get(service.root() + path).statusCode()).isEqualTo(200);
    assertThat(HTTP.get(service.managementRoot() + path).statusCode()).isEqualTo(404);
  }

  @Test
  void theApiIsDescribedInOpenApi303() {
    JsonObject description =
        new JsonObject(HTTP.get(service.root() + "/q/openapi?format=json").body());

    assertThat(description.getString("openapi")).isEqualTo("3.0.3");
    assertThat(description.getJsonObject("paths").fieldNames())
        .contains("/api/v1/invoices", "/telegram/webhook/{botKey}");
  }

  @Test
  void metersAreThereBeforeAnythingHappened() {
    try (Installation another = new Installation("meters");
        ServiceProcess untouched = another.start().awaitReady()) {
      assertThat(metrics(untouched))
          .anyMatch(line -> line.matches("tillgram_updates_seconds_count\\{.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_bot_api_seconds_count\\{.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_checkouts_total\\{.*approved.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_outbox_pending\\{.*chat.message.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_outbox_oldest_seconds\\{.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_invoices\\{.*OPEN.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_invoices\\{.*REFUNDED.*} 0(\\.0)?"))
          .anyMatch(
              line -> line.matches("tillgram_updates_seconds_bucket\\{.*unavailable.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_outbox_lost_total\\{.*chat.message.*} 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_quarantined_total 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_payments_held 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_database_away_seconds 0(\\.0)?"))
          .anyMatch(line -> line.matches("tillgram_database_connections_max 20(\\.0)?"));
    }
  }

  @Test
  void metersCountAPaymentAndNeverNameAToken() {
    UUID invoice = issue("meters");
    checkOut(invoice);
    pay(invoice, "charge-meters");
    awaitReceipt("meters");

    assertThat(metrics(service))
        .anyMatch(line -> line.matches("tillgram_updates_seconds_count\\{.*message.*} [1-9].*"))
        .anyMatch(line -> line.matches("tillgram_checkouts_total\\{.*approved.*} [1-9].*"))
        .anyMatch(line -> line.matches("tillgram_payments_total\\{.*USD.*TELEGRAM.*} [1-9].*"))
        .anyMatch(line -> line.matches("tillgram_bot_api_seconds_count\\{.*sendMessage.*} [1-9].*"))
        .noneMatch(line -> line.contains(till.token()))
        .noneMatch(line -> line.contains(invoice.toString()));
    assertThat(HTTP.get(service.root() + "/q/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void logLinesAreJsonThatNamesInvoiceUpdateAndBot() {
    UUID invoice = issue("log");
    checkOut(invoice);
    JsonObject update = Till.payment(PAYER, till.payload(invoice), "charge-log");
    assertThat(till.deliver(update).statusCode()).isEqualTo(200);

    await().until(() -> linesAbout(invoice).findAny().isPresent());
    assertThat(service.log().lines()).allSatisfy(line -> new JsonObject(line));
    assertThat(linesAbout(invoice))
        .anySatisfy(
            line -> {
              assertThat(line.getString("message")).isEqualTo("A payment was counted");
              assertThat(line.getString("invoiceId")).isEqualTo(invoice.toString());
              assertThat(line.getString("updateId")).isEqualTo(update.getLong("update_id") + "");
              assertThat(line.getString("botId")).isEqualTo(till.botId().toString());
            });
    assertThat(service.log()).doesNotContain(till.token(), till.payload(invoice));
  }

  @Test
  void aRequestToEndIsObeyedOnceWhatIsInFlightIsFinished() throws Exception {
    try (Installation ending = new Installation("ending").with("TILLGRAM_SHUTDOWN_DELAY", "PT0S")) {
      ServiceProcess process = ending.start().awaitReady();
      Till ours = ending.openTill(process);
      UUID told = issue(ours, "told");
      List<UUID> invoices =
          IntStream.range(0, IN_FLIGHT).mapToObj(i -> issue(ours, "order-" + i)).toList();
      List<CompletableFuture<Integer>> answers;
      try (Connection connection = ending.database().connect();
          Statement statement = connection.createStatement()) {
        // A receipt whose call Telegram does not answer yet, and payments that wait for a lock.
        ending.wayToTelegram().fallSilent();
        assertThat(ours.deliver(paymentOf(ours, told, "charge-told")).statusCode()).isEqualTo(200);
        await().until(() -> claimed(ending) == 1);
        connection.setAutoCommit(false);
        statement.execute("SELECT FROM invoice WHERE title <> 'Tea told' FOR UPDATE");
        answers = invoices.stream().map(invoice -> payLater(ours, invoice)).toList();
        await().untilAsserted(() -> assertThat(waiting(ending)).isEqualTo(IN_FLIGHT));

        process.terminate();
        await().until(() -> isEnding(process));
        connection.rollback();
        ending.wayToTelegram().speak();
      }

      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
      assertThat(process.awaitExit(Duration.ofSeconds(30))).isEqualTo(TERMINATED);
      assertThat(ending.database().number("SELECT count(*) FROM invoice WHERE status = 'PAID'"))
          .isEqualTo(IN_FLIGHT + 1L);
      assertThat(receipts(ending, ours, "told")).isEqualTo(1);
      assertThat(ending.database().column("SELECT body FROM outbox WHERE lease_owner IS NOT NULL"))
          .as("rows that were left in the middle of an attempt")
          .isEmpty();
      assertThat(ending.telegram().isWebhookSet(ours.telegramBot())).isTrue();
    }
  }

  /** Then it still answers, and asks everybody to go elsewhere afterwards. */
  private static boolean isEnding(ServiceProcess process) {
    return HTTP.get(process.root() + "/q/openapi")
        .headers()
        .firstValue("Connection")
        .filter("close"::equalsIgnoreCase)
        .isPresent();
  }

  private static long claimed(Installation installation) {
    return installation
        .database()
        .number("SELECT count(*) FROM outbox WHERE kind = 'chat.message' AND lease_until > now()");
  }

  private static long waiting(Installation installation) {
    return installation
        .database()
        .number(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state ="
                + " 'active'");
  }

  private static CompletableFuture<Integer> payLater(Till till, UUID invoice) {
    JsonObject payment = paymentOf(till, invoice, "charge-" + invoice);
    return CompletableFuture.supplyAsync(
        () -> till.deliver(payment).statusCode(), task -> new Thread(task).start());
  }

  private static JsonObject paymentOf(Till till, UUID invoice, String chargeId) {
    return Till.payment(PAYER, till.payload(invoice), chargeId);
  }

  private static UUID issue(String reference) {
    return issue(till, reference);
  }

  private static UUID issue(Till till, String reference) {
    HttpResponse<String> issued = till.issue(reference);
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    return UUID.fromString(new JsonObject(issued.body()).getString("id"));
  }

  private static void checkOut(UUID invoice) {
    HttpResponse<String> answer =
        till.deliver(
            Shop.preCheckoutUpdate(
                Shop.nextUpdateId(), PAYER, till.payload(invoice), "USD", Till.PRICE));
    assertThat(new JsonObject(answer.body()).getBoolean("ok")).as(answer.body()).isTrue();
  }

  private static void pay(UUID invoice, String chargeId) {
    assertThat(till.deliver(paymentOf(till, invoice, chargeId)).statusCode()).isEqualTo(200);
  }

  private static void awaitReceipt(String reference) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> receipts(installation, till, reference) == 1);
  }

  private static long receipts(Installation installation, Till till, String reference) {
    return installation
        .telegram()
        .messages(till.telegramBot(), PAYER)
        .filter(message -> message.getString("text", "").contains("\"Tea " + reference + "\""))
        .count();
  }

  private static Stream<JsonObject> linesAbout(UUID invoice) {
    return service
        .log()
        .lines()
        .map(JsonObject::new)
        .filter(line -> invoice.toString().equals(line.getString("invoiceId")));
  }

  private static List<String> metrics(ServiceProcess service) {
    HttpResponse<String> metrics = HTTP.get(service.managementRoot() + "/q/metrics");
    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .matches("(text/plain|application/openmetrics-text).*");
    return metrics.body().lines().toList();
  }
}
