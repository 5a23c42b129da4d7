package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.PostgresTap;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a payment costs at the database, while its invoice is locked. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTap.class, restrictToAnnotatedClass = true)
class PaymentRoundTripsTest {

  private static final int WARM_UP = 10;
  private static final int MEASURED = 10;

  /**
   * BEGIN, the journal, the invoice with its lock, the circumstances; payment, ledger line, two
   * events, receipt, invoice; COMMIT.
   */
  private static final int OF_A_PAYMENT = 11;

  /** BEGIN, the journal, the invoice with its lock, the circumstances, the payment; COMMIT. */
  private static final int OF_A_REPEAT = 6;

  @Inject Shops shops;
  @Inject Scheduler scheduler;

  @BeforeEach
  void nothingElseIsAtTheDatabase() {
    scheduler.pause();
  }

  @AfterEach
  void goOn() {
    scheduler.resume();
  }

  @Test
  void aPaymentAndItsRepeatCostAFewRoundTrips() {
    Shop shop = shops.open();
    List<JsonObject> warmUp = payments(shop, WARM_UP);
    roundTripsOf(shop, warmUp);
    roundTripsOf(shop, warmUp);
    List<JsonObject> payments = payments(shop, MEASURED);

    assertThat(roundTripsOf(shop, payments)).isEqualTo(MEASURED * OF_A_PAYMENT);
    assertThat(roundTripsOf(shop, payments)).isEqualTo(MEASURED * OF_A_REPEAT);
  }

  private static long roundTripsOf(Shop shop, List<JsonObject> payments) {
    long before = PostgresTap.roundTrips();
    payments.forEach(payment -> deliver(shop, payment));
    return PostgresTap.roundTrips() - before;
  }

  private static void deliver(Shop shop, JsonObject payment) {
    shop.deliver(payment.encode()).then().statusCode(200);
  }

  private static List<JsonObject> payments(Shop shop, int count) {
    return Stream.generate(() -> payment(shop)).limit(count).toList();
  }

  private static JsonObject payment(Shop shop) {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(7, invoice, "USD", 1250);
    return Shop.paymentUpdate(
        Shop.nextUpdateId(),
        7,
        shop.payload(invoice),
        "USD",
        1250,
        "charge-" + invoice,
        UnaryOperator.identity());
  }
}
