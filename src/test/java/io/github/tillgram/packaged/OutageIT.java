package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database goes and comes back; the service stays. */
class OutageIT {

  private static final Logger LOG = Logger.getLogger(OutageIT.class);

  private static final long PAYER = PEOPLE.get(0);
  private static final int PAYMENTS = 10;

  /** Telegram waits so long for the answer to a pre-checkout query. */
  private static final Duration TELEGRAMS_PATIENCE = Duration.ofSeconds(10);

  private static final Duration RETURN = Duration.ofSeconds(30);
  private static final Http HTTP = new Http();

  private static Installation installation;
  private static ServiceProcess service;
  private static Till till;

  @BeforeAll
  static void start() {
    installation = new Installation("outage").with("TILLGRAM_DATABASE_SILENCE", "PT4S");
    service = installation.start().awaitReady();
    till = installation.openTill(service);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void whileTheDatabaseIsDownEverybodyIsAnsweredAndAfterwardsEverythingIsRecorded()
      throws Exception {
    List<Order> orders = orders("down");

    installation.database().kill();
    everybodyIsAnswered(orders);
    installation.database().start();

    everythingIsRecorded(orders);
  }

  @Test
  void whileTheDatabaseIsSilentEverybodyIsAnsweredAndAfterwardsEverythingIsRecorded() {
    List<Order> orders = orders("silent");

    installation.wayToDatabase().fallSilent();
    everybodyIsAnswered(orders);
    installation.wayToDatabase().speak();

    everythingIsRecorded(orders);
  }

  @Test
  void paymentsGoOnAfterEachOutageAsIfNothingHadBeen() throws Exception {
    goOnThroughOutages(8, 1, Duration.ofSeconds(2));
  }

  @Test
  @Tag("proof")
  void paymentsGoOnAfterManyOutagesAsIfNothingHadBeen() throws Exception {
    goOnThroughOutages(12, 6, Duration.ofSeconds(8));
  }

  /** Each outage takes the database away once and has it fall silent once. */
  private static void goOnThroughOutages(int shops, int outages, Duration length) throws Exception {
    try (Installation ours =
            new Installation("outages")
                .with("TILLGRAM_DATABASE_SILENCE", "PT4S")
                .with("TILLGRAM_OUTBOX_LEASE", "PT3S");
        ServiceProcess only = ours.start().awaitReady();
        Payers payers = new Payers(ours.telegram(), Integer.MAX_VALUE)) {
      payers.payAtTheDoor(ours.openTills(only.root(), shops));
      for (int outage = 0; outage < outages; outage++) {
        letThemPay(payers);
        ours.database().kill();
        Thread.sleep(length.toMillis());
        ours.database().start();
        letThemPay(payers);
        ours.wayToDatabase().fallSilent();
        Thread.sleep(length.toMillis());
        ours.wayToDatabase().speak();
      }
      letThemPay(payers);
      payers.finish();

      assertThat(only.isAlive()).isTrue();
      assertThat(payers.cutShort()).as("calls without an answer").isZero();
      assertThat(payers.refusals()).isNotEmpty().allMatch(OutageIT::isPolite);
      new Audit(ours, payers.paid()).passes();
      assertThat(only.log()).doesNotContain("Uncaught exception");
      LOG.infof("%s; %d outages", payers, 2 * outages);
    }
  }

  private static boolean isPolite(String refusal) {
    return refusal.startsWith("503 Retry-After")
        || refusal.startsWith("200 ") && refusal.contains("try again");
  }

  /** Until each is somewhere else in his order. */
  private static void letThemPay(Payers payers) throws InterruptedException {
    int enough = payers.paid().size() + 10;
    await().atMost(RETURN).until(() -> payers.paid().size() >= enough);
    Thread.sleep(ThreadLocalRandom.current().nextInt(200));
  }

  private static void everybodyIsAnswered(List<Order> orders) {
    Order order = orders.get(0);
    assertDeclinedPolitely(order);
    HttpResponse<String> payment = till.deliver(order.payment());
    assertThat(payment.statusCode()).isEqualTo(503);
    assertThat(payment.headers().firstValue("Retry-After")).isPresent();
    HttpResponse<String> read = till.get("/api/v1/invoices/" + order.invoice());
    assertThat(read.statusCode()).as(read.body()).isEqualTo(503);
    assertThat(read.headers().firstValue("Retry-After")).isPresent();
    assertThat(read.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(read.body()).doesNotContain("Exception");
    assertThat(HTTP.get(service.managementRoot() + "/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(HTTP.get(service.managementRoot() + "/q/health/live").statusCode()).isEqualTo(200);
  }

  private static void assertDeclinedPolitely(Order order) {
    long begun = System.nanoTime();
    HttpResponse<String> answer = till.deliver(Till.preCheckout(PAYER, order.payload()));
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject decline = new JsonObject(answer.body());
    assertThat(decline.getString("method")).isEqualTo("answerPreCheckoutQuery");
    assertThat(decline.getBoolean("ok")).isFalse();
    assertThat(decline.getString("error_message")).contains("try again");
    assertThat(taken).isLessThan(TELEGRAMS_PATIENCE);
  }

  private static void everythingIsRecorded(List<Order> orders) {
    for (Order order : orders) {
      await().atMost(RETURN).until(() -> till.deliver(order.payment()).statusCode() == 200);
    }
    for (Order order : orders) {
      assertThat(
              installation
                  .database()
                  .text("SELECT status FROM invoice WHERE id = ?", order.invoice()))
          .isEqualTo("PAID");
      assertThat(
              installation
                  .database()
                  .number("SELECT count(*) FROM payment WHERE invoice_id = ?", order.invoice()))
          .isEqualTo(1);
    }
    assertThat(service.isAlive()).isTrue();
    assertThat(service.isReady()).isTrue();
  }

  /** Invoices that are approved, so that the money is on its way. */
  private static List<Order> orders(String reference) {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      JsonObject issued = new JsonObject(till.issue(reference + "-" + i).body());
      UUID invoice = UUID.fromString(issued.getString("id"));
      String payload = till.payload(invoice);
      HttpResponse<String> answer = till.deliver(Till.preCheckout(PAYER, payload));
      assertThat(new JsonObject(answer.body()).getBoolean("ok")).as(answer.body()).isTrue();
      orders.add(new Order(invoice, payload, Till.payment(PAYER, payload, "charge-" + invoice)));
    }
    return orders;
  }

  private record Order(UUID invoice, String payload, JsonObject payment) {}
}
