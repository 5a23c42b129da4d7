package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door is full: what it may keep busy is busy. */
@QuarkusTest
class BackPressureTest {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Inject Shops shops;
  @Inject Database database;
  @Inject DatabaseConfig config;

  private Shop shop;
  private UUID invoice;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    invoice = shop.issue(Shop.tea());
    shop.approve(7, invoice, "USD", 1250);
  }

  @Test
  void payersMerchantsAndProbesAreStillAnsweredAndWhatWaitedTooLongIsAskedForAgain()
      throws Exception {
    // Given so many payments that are kept waiting at the database as the door may keep busy
    UUID other = shop.issue(Shop.tea());
    String payload = shop.payload(invoice);
    int busy = config.connections() * 3 / 5;
    List<JsonObject> payments =
        IntStream.range(0, config.connections())
            .mapToObj(i -> payment(payload, "charge-" + i))
            .toList();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    try (HeldLock lock = database.lock(invoice)) {
      payments.stream().map(payment -> Crowd.deliver(shop, payment)).forEach(answers::add);
      database.awaitBlocked(busy);

      // Then the rest of the connections is there for others
      long begun = System.nanoTime();
      assertThat(shop.read(other).statusCode()).isEqualTo(200);
      shop.approve(8, other, "USD", 1250);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);

      // And who has waited too long is told to come back, the door's share being all that is taken
      await().atMost(PATIENCE).until(() -> answered(answers).size() == answers.size() - busy);
      assertThat(database.blocked()).isEqualTo(busy);
      assertThat(answered(answers))
          .allSatisfy(
              answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
              });
    }
    await().atMost(PATIENCE).until(() -> answered(answers).size() == answers.size());
    assertThat(answered(answers).stream().filter(answer -> answer.statusCode() == 200))
        .hasSize(busy);

    // And nothing is lost
    Crowd.deliver(shop, payments.stream());
    assertThat(database.number("SELECT count(*) FROM payment WHERE bot_id = ?", shop.botId()))
        .isEqualTo(payments.size());
  }

  @Test
  void whoeverHangsUpKeepsThePermitUntilHisPaymentIsRecorded() throws Exception {
    String payload = shop.payload(invoice);
    int busy = config.connections() * 3 / 5;
    try (HeldLock lock = database.lock(invoice)) {
      hangUp(payload, busy, "impatient-");
      database.awaitBlocked(busy);
      hangUp(payload, busy, "impatient-too-");

      long begun = System.nanoTime();
      assertThat(shop.read(shop.issue(Shop.tea())).statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      assertThat(database.blocked()).isEqualTo(busy);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number("SELECT count(*) FROM payment WHERE bot_id = ?", shop.botId())
                    >= busy);
  }

  private void hangUp(String payload, int count, String charge) throws InterruptedException {
    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, count)
            .mapToObj(i -> Crowd.deliver(shop, payment(payload, charge + i)))
            .toList();
    Thread.sleep(1_000);
    calls.forEach(call -> call.cancel(true));
  }

  private static List<HttpResponse<String>> answered(
      List<CompletableFuture<HttpResponse<String>>> answers) {
    return answers.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
  }

  private static JsonObject payment(String payload, String chargeId) {
    return Shop.paymentUpdate(
        Shop.nextUpdateId(), 7, payload, "USD", 1250, chargeId, payment -> payment);
  }
}
