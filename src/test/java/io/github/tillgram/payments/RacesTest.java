package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Everything at once: money is counted once, and one payer wins. */
@QuarkusTest
class RacesTest {

  private static final long PAYER = 5000001;
  private static final int DELIVERIES = 200;
  private static final int PAYERS = 50;
  private static final int PAIRS = 20;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  // ---- One payment, many deliveries -----------------------------------------------------------

  @Test
  void anUnreadablePaymentDeliveredInParallelIsQuarantinedOnceAndAcknowledgedEachTime() {
    JsonObject unreadable =
        Shop.paymentUpdate(
            Shop.nextUpdateId(),
            1,
            "payload",
            "USD",
            1,
            "charge",
            payment -> payment.putNull("total_amount"));

    List<HttpResponse<String>> answers =
        Crowd.deliver(shop, Stream.generate(() -> unreadable).limit(30));

    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    assertThat(database.number("SELECT count(*) FROM quarantine WHERE bot_id = ?", shop.botId()))
        .isEqualTo(1);
  }

  @Test
  void aPaymentThatIsDelivered200TimesAtOnceIsTakenOnce() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    JsonObject update = payment(shop.payload(invoice), "charge");

    List<HttpResponse<String>> answers =
        Crowd.deliver(shop, Stream.generate(() -> update).limit(DELIVERIES));

    assertAllTaken(answers);
    assertThat(books.payments(shop)).isEqualTo(1);
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 1250");
    await()
        .untilAsserted(
            () ->
                assertThat(shop.timeline(invoice))
                    .containsExactly(
                        "invoice.created",
                        "invoice.checkout_approved",
                        "payment.received",
                        "invoice.paid",
                        "payer.told"));
    assertThat(new SandboxChat(shop, PAYER).texts()).hasSize(1);
  }

  @Test
  void aChargeThatComesIn200DifferentUpdatesAtOnceIsTakenOnce() {
    UUID invoice = shop.issue(Shop.tea());
    String payload = shop.payload(invoice);

    List<HttpResponse<String>> answers =
        Crowd.deliver(shop, Stream.generate(() -> payment(payload, "charge")).limit(DELIVERIES));

    assertAllTaken(answers);
    assertThat(books.payments(shop)).isEqualTo(1);
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 1250");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("payment.received", "invoice.paid");
    assertToldOnce();
  }

  @Test
  void aPaymentWithoutInvoiceThatIsDelivered200TimesAtOnceIsTakenOnce() {
    JsonObject update = payment("nobody", "charge");

    List<HttpResponse<String>> answers =
        Crowd.deliver(shop, Stream.generate(() -> update).limit(DELIVERIES));

    assertAllTaken(answers);
    assertHeldOnce();
  }

  @Test
  void aChargeWithoutInvoiceThatComesIn200DifferentUpdatesAtOnceIsTakenOnce() {
    List<HttpResponse<String>> answers =
        Crowd.deliver(shop, Stream.generate(() -> payment("nobody", "charge")).limit(DELIVERIES));

    assertAllTaken(answers);
    assertHeldOnce();
  }

  // ---- One invoice, many payers ---------------------------------------------------------------

  @Test
  void fiftyPayersWhoRaceForASingleInvoiceAreOneApprovalAnd49Reasons() {
    UUID invoice = shop.issue(Shop.tea());

    List<JsonObject> answers = race(invoice);

    assertThat(answers).filteredOn(answer -> answer.getBoolean("ok")).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.getBoolean("ok"))
        .hasSize(PAYERS - 1)
        .allSatisfy(
            answer ->
                assertThat(answer.getString("error_message"))
                    .startsWith("Somebody else is paying this invoice right now."));
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.checkout_approved");
  }

  @Test
  void fiftyPayersWhoRaceForFivePlacesAreFiveApprovalsAnd45Reasons() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE").put("maxPayments", 5));

    List<JsonObject> answers = race(invoice);

    assertThat(answers).filteredOn(answer -> answer.getBoolean("ok")).hasSize(5);
    assertThat(answers)
        .filteredOn(answer -> !answer.getBoolean("ok"))
        .hasSize(PAYERS - 5)
        .allSatisfy(
            answer ->
                assertThat(answer.getString("error_message"))
                    .isEqualTo("Everything has been sold. You have not been charged."));
    assertThat(reservations(invoice)).isEqualTo(5);
  }

  @Test
  void fiftyPayersOfASingleInvoiceAreOneCountedAndAllOthersHeldPayments() {
    UUID invoice = shop.issue(Shop.tea());
    String payload = shop.payload(invoice);

    List<HttpResponse<String>> answers =
        Crowd.deliver(
            shop, IntStream.range(0, PAYERS).mapToObj(i -> payment(payload, "charge-" + i)));

    assertAllTaken(answers);
    assertThat(payments("COUNTED")).isEqualTo(1);
    assertThat(payments("HELD")).isEqualTo(PAYERS - 1);
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  // ---- Two who do not know of each other ------------------------------------------------------

  @RepeatedTest(5)
  void aPaymentThatRacesWithCancelingIsEitherCountedOrHeld() {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject update = payment(shop.payload(invoice), "charge");

    CompletableFuture<HttpResponse<String>> canceled =
        Crowd.post(shop, "/api/v1/invoices/" + invoice + "/cancel");
    CompletableFuture<HttpResponse<String>> paid = Crowd.deliver(shop, update);

    assertThat(paid.join().statusCode()).isEqualTo(200);
    JsonObject payment = shop.payment("charge");
    if (canceled.join().statusCode() == 200) {
      assertThat(shop.status(invoice)).isEqualTo("CANCELED");
      assertThat(payment.getString("status")).isEqualTo("HELD");
      assertThat(payment.getString("anomaly")).isEqualTo("PAID_LATE");
    } else {
      assertThat(canceled.join().statusCode()).isEqualTo(409);
      assertThat(shop.status(invoice)).isEqualTo("PAID");
      assertThat(payment.getString("status")).isEqualTo("COUNTED");
    }
  }

  @RepeatedTest(5)
  void anApprovalThatRacesWithCancelingLeavesOneOfThemTheWinner() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    JsonObject query = preCheckout(PAYER, shop.payload(invoice));

    CompletableFuture<HttpResponse<String>> canceled =
        Crowd.post(shop, "/api/v1/invoices/" + invoice + "/cancel");
    CompletableFuture<HttpResponse<String>> decided = Crowd.deliver(shop, query);

    boolean approved = new JsonObject(decided.join().body()).getBoolean("ok");
    assertThat(canceled.join().statusCode()).isEqualTo(approved ? 409 : 200);
    assertThat(shop.status(invoice)).isEqualTo(approved ? "OPEN" : "CANCELED");
  }

  @Test
  void reservedPaymentsThatRaceWithTheExpiryAreCounted() {
    List<UUID> invoices = Stream.generate(() -> shop.issue(Shop.tea())).limit(PAIRS).toList();
    invoices.forEach(invoice -> shop.approve(PAYER, invoice, "USD", 1250));
    List<JsonObject> updates =
        invoices.stream()
            .map(invoice -> payment(shop.payload(invoice), "charge-" + invoice))
            .toList();
    database.update(
        "UPDATE invoice SET expires_at = now() WHERE merchant_id = ?", shop.merchantId());

    assertAllTaken(Crowd.deliver(shop, updates.stream()));

    assertThat(payments("COUNTED")).isEqualTo(PAIRS);
    assertThat(invoices).allSatisfy(invoice -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
  }

  @Test
  void refundsThatRaceWithTheirPaymentsAlwaysEndRefunded() {
    List<UUID> invoices = Stream.generate(() -> shop.issue(Shop.tea())).limit(PAIRS).toList();
    List<String> payloads = invoices.stream().map(shop::payload).toList();

    assertAllTaken(Crowd.deliver(shop, payloads.stream().flatMap(this::paymentAndRefund)));

    assertThat(payments("REFUNDED")).isEqualTo(PAIRS);
    assertThat(invoices)
        .allSatisfy(invoice -> assertThat(shop.status(invoice)).isEqualTo("REFUNDED"));
  }

  @Test
  void refundsThatRaceWithTheirPaymentsWithoutInvoiceAlwaysEndRefunded() {
    Stream<String> payloads = IntStream.range(0, PAIRS).mapToObj(i -> "nobody-" + i);

    assertAllTaken(Crowd.deliver(shop, payloads.flatMap(this::paymentAndRefund)));

    assertThat(payments("REFUNDED")).isEqualTo(PAIRS);
  }

  @Test
  void aRefundThatComesFirstWhileAPaymentIsAcceptedIsNotCountedAnyMore() {
    UUID invoice = shop.issue(Shop.tea());
    String payload = shop.payload(invoice);
    shop.pay(PAYER, invoice, "USD", 1000, "charge").then().statusCode(200);
    String accept = "/api/v1/payments/" + shop.payment("charge").getString("id") + "/accept";

    CompletableFuture<HttpResponse<String>> refunded;
    CompletableFuture<HttpResponse<String>> accepted;
    try (HeldLock slow = database.lock(invoice)) {
      refunded = Crowd.deliver(shop, shop.refundUpdate(PAYER, payload, "USD", 1000, "charge"));
      database.awaitBlocked(1);
      accepted = Crowd.post(shop, accept);
      database.awaitBlocked(2);
    }

    assertThat(refunded.join().statusCode()).isEqualTo(200);
    assertThat(accepted.join().statusCode()).isEqualTo(409);
    assertThat(payments("REFUNDED")).isEqualTo(1);
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aPaymentThatIsAcceptedTwiceAtOnceIsCountedOnce() {
    UUID invoice = shop.issue(Shop.tea());
    shop.pay(PAYER, invoice, "USD", 1000, "charge").then().statusCode(200);
    String accept = "/api/v1/payments/" + shop.payment("charge").getString("id") + "/accept";

    CompletableFuture<HttpResponse<String>> one;
    CompletableFuture<HttpResponse<String>> other;
    try (HeldLock slow = database.lock(invoice)) {
      one = Crowd.post(shop, accept);
      other = Crowd.post(shop, accept);
      database.awaitBlocked(2);
    }

    assertThat(Stream.of(one, other).map(answer -> answer.join().statusCode()))
        .containsExactlyInAnyOrder(200, 409);
    assertThat(shop.timeline(invoice)).containsOnlyOnce("payment.received", "invoice.paid");
  }

  // ---- What they have in common ---------------------------------------------------------------

  private static JsonObject payment(String payload, String chargeId) {
    return Shop.paymentUpdate(
        Shop.nextUpdateId(), PAYER, payload, "USD", 1250, chargeId, UnaryOperator.identity());
  }

  private Stream<JsonObject> paymentAndRefund(String payload) {
    String chargeId = "charge-" + payload;
    return Stream.of(
        payment(payload, chargeId), shop.refundUpdate(PAYER, payload, "USD", 1250, chargeId));
  }

  private static JsonObject preCheckout(long payer, String payload) {
    return Shop.preCheckoutUpdate(Shop.nextUpdateId(), payer, payload, "USD", 1250);
  }

  /** Fifty people press Pay at the same moment. */
  private List<JsonObject> race(UUID invoice) {
    String payload = shop.payload(invoice);
    List<HttpResponse<String>> answers =
        Crowd.deliver(
            shop, LongStream.range(0, PAYERS).mapToObj(i -> preCheckout(6000000 + i, payload)));
    assertAllTaken(answers);
    return answers.stream().map(answer -> new JsonObject(answer.body())).toList();
  }

  private static void assertAllTaken(List<HttpResponse<String>> answers) {
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
  }

  private void assertHeldOnce() {
    assertThat(books.payments(shop)).isEqualTo(1);
    assertThat(payments("HELD")).isEqualTo(1);
    assertThat(books.lines(shop, "charge")).containsExactly("HELD 1250");
    assertThat(
            database.column(
                "SELECT type FROM invoice_event WHERE merchant_id = ? AND payment_id IS NOT NULL",
                shop.merchantId()))
        .containsExactly("payment.held");
    assertThat(database.number("SELECT count(*) FROM quarantine WHERE bot_id = ?", shop.botId()))
        .isZero();
    assertToldOnce();
  }

  private void assertToldOnce() {
    await()
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM outbox WHERE bot_id = ? AND kind = 'chat.message'",
                        shop.botId())
                    == 0);
    assertThat(new SandboxChat(shop, PAYER).texts()).hasSize(1);
  }

  private long payments(String status) {
    return database.number(
        "SELECT count(*) FROM payment WHERE bot_id = ? AND status = ?", shop.botId(), status);
  }

  private long reservations(UUID invoice) {
    return database.number("SELECT count(*) FROM reservation WHERE invoice_id = ?", invoice);
  }
}
