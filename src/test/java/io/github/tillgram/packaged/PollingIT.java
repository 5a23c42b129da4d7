package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replicas that Telegram cannot reach, and what happens when they come and go. */
class PollingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAYER = Telegram.PEOPLE.get(0);
  private static final Http HTTP = new Http();

  private static Installation installation;
  private static ServiceProcess service;
  private static Till till;
  private static int orders;

  @BeforeAll
  static void start() {
    installation =
        new Installation("polling")
            .with("TILLGRAM_TELEGRAM_UPDATES", "POLLING")
            .with("TILLGRAM_DATABASE_SILENCE", "PT4S")
            .with("TILLGRAM_SHUTDOWN_DELAY", "PT1S")
            .without("TILLGRAM_PUBLIC_URL");
    service = installation.startReplica().awaitReady();
    till = installation.openTill(service);
    awaitPolledBy(service);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void whileTheDatabaseIsAwayPayersAreAnsweredAndAfterwardsTheyCanPay() throws Exception {
    JsonObject invoice = issue();
    long message = messageOf(invoice);

    installation.database().kill();
    assertThat(pay(message)).isEqualTo("DECLINED");
    installation.database().start();

    await().atMost(PATIENCE).until(() -> pay(message).equals("PAID"));
    awaitPaid(invoice);
  }

  /** It is told of the payment again and again, and Telegram does not forget it meanwhile. */
  @Test
  void aPaymentThatComesWhileTheDatabaseIsAwayIsRecordedAfterwards() throws Exception {
    JsonObject invoice = issue();
    long message = messageOf(invoice);
    installation.telegram().delay(till.telegramBot(), "message", Duration.ofSeconds(2));

    assertThat(pay(message)).isEqualTo("PAID");
    installation.database().kill();
    await().atMost(PATIENCE).until(() -> service.log().contains("did not take a message"));
    installation.database().start();

    awaitPaid(invoice);
  }

  /** A replica that is killed leaves a lease behind, and one that ends does not. */
  @Test
  void oneReplicaPollsAndAnotherTakesOver() throws Exception {
    ServiceProcess second = installation.startReplica().awaitReady();
    buy();
    assertThat(polled(second)).as("only one asks").isZero();

    service.kill();
    service = second;
    buy();

    ServiceProcess third = installation.startReplica().awaitReady();
    service.terminate();
    long begun = System.nanoTime();
    awaitPolledBy(third);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    assertThat(service.awaitExit(PATIENCE)).isIn(0, 143);
    service = third;
    buy();
  }

  /** Both ways, with replicas of both settings side by side as in an update. */
  @Test
  void theSettingCanBeChangedInBothDirections() throws Exception {
    installation
        .with("TILLGRAM_TELEGRAM_UPDATES", "WEBHOOK")
        .with("TILLGRAM_PUBLIC_URL", "http://localhost:" + installation.servicePort());
    ServiceProcess byWebhook = installation.start().awaitReady();
    buy();
    service.terminate();
    service.awaitExit(PATIENCE);
    JsonObject waiting = issue(byWebhook);
    await().atMost(PATIENCE).until(() -> hasWebhook());
    service = byWebhook;
    assertThat(pay(messageOf(waiting))).isEqualTo("PAID");
    awaitPaid(waiting);
    assertThat(number("SELECT count(*) FROM bot WHERE webhook_registered")).isEqualTo(1);

    installation.with("TILLGRAM_TELEGRAM_UPDATES", "POLLING").without("TILLGRAM_PUBLIC_URL");
    ServiceProcess polling = installation.startReplica().awaitReady();
    awaitPolledBy(polling);
    await().atMost(PATIENCE).until(() -> !hasWebhook());
    byWebhook.terminate();
    byWebhook.awaitExit(PATIENCE);
    service = polling;
    buy();
    assertThat(number("SELECT count(*) FROM bot WHERE webhook_registered")).isZero();
  }

  private static void buy() {
    JsonObject invoice = issue();
    long message = messageOf(invoice);
    await().atMost(PATIENCE).until(() -> pay(message).equals("PAID"));
    awaitPaid(invoice);
  }

  private static JsonObject issue() {
    return issue(service);
  }

  private static JsonObject issue(ServiceProcess where) {
    HttpResponse<String> issued =
        HTTP.post(
            where.root() + "/api/v1/invoices",
            Till.order("polled-" + orders++).put("sendTo", PAYER),
            "Authorization",
            "Bearer " + till.apiKey());
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    return new JsonObject(issued.body());
  }

  private static long messageOf(JsonObject invoice) {
    String title = invoice.getString("title");
    await().atMost(PATIENCE).until(() -> messages(title).length == 1);
    return messages(title)[0];
  }

  private static long[] messages(String title) {
    return installation
        .telegram()
        .messages(till.telegramBot(), PAYER)
        .filter(message -> message.containsKey("invoice"))
        .filter(message -> message.getJsonObject("invoice").getString("title").equals(title))
        .mapToLong(message -> message.getLong("messageId"))
        .toArray();
  }

  private static String pay(long message) {
    return installation.telegram().pay(till.telegramBot(), PAYER, message);
  }

  private static void awaitPaid(JsonObject invoice) {
    UUID id = UUID.fromString(invoice.getString("id"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "PAID"
                    .equals(
                        installation
                            .database()
                            .text("SELECT status FROM invoice WHERE id = ?", id)));
    assertThat(number("SELECT count(*) FROM payment WHERE invoice_id = ?", id)).isEqualTo(1);
  }

  private static void awaitPolledBy(ServiceProcess replica) {
    await().atMost(PATIENCE).until(() -> polled(replica) == 1);
  }

  /** How many bots a replica says that it polls. */
  private static int polled(ServiceProcess replica) {
    return Arrays.stream(HTTP.get(replica.managementRoot() + "/q/metrics").body().split("\n"))
        .filter(line -> line.startsWith("tillgram_long_polls"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static boolean hasWebhook() {
    return installation.telegram().isWebhookSet(till.telegramBot());
  }

  private static long number(String sql, Object... arguments) {
    return installation.database().number(sql, arguments);
  }
}
