package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Clockwork;
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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Telegram does now and then, and the rules must survive. */
@QuarkusTest
class PaymentFactsTest {

  private static final long PAYER = 5000001;
  private static final long OTHER = 5000002;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Clockwork clockwork;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @AfterEach
  void everyRefundKnowsItsPayment() {
    assertThat(
            database.column(
                "SELECT telegram_charge_id FROM refund WHERE bot_id = ? AND payment_id IS NULL",
                shop.botId()))
        .isEmpty();
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  // ---- Odd payments ---------------------------------------------------------------------------

  @Test
  void aPaymentThatArrivesBeforeItsPreCheckoutIsCountedAndTheQueryIsDeclined() {
    UUID invoice = shop.issue(Shop.tea());

    pay(PAYER, invoice, 1250, "charge");
    shop.preCheckout(PAYER, invoice, "USD", 1250).then().statusCode(200).body("ok", is(false));

    assertPayment("charge", "COUNTED", "NOT_RESERVED");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPaymentThatOvertakesTheCommitOfItsOwnPreCheckoutIsCounted() {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query =
        Shop.preCheckoutUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "USD", 1250);
    JsonObject payment = paymentUpdate(PAYER, invoice, "USD", 1250, "charge");
    CompletableFuture<HttpResponse<String>> decided;
    CompletableFuture<HttpResponse<String>> recorded;

    try (HeldLock slow = database.lock(invoice)) {
      decided = Crowd.deliver(shop, query);
      database.awaitBlocked(1);
      recorded = Crowd.deliver(shop, payment);
      database.awaitBlocked(2);
    }

    assertThat(recorded.join().statusCode()).isEqualTo(200);
    assertThat(decided.join().statusCode()).isEqualTo(200);
    assertThat(shop.payment("charge").getString("status")).isEqualTo("COUNTED");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPaymentOfACanceledInvoiceIsHeld() {
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice).then().statusCode(200);

    pay(PAYER, invoice, 1250, "charge");

    assertPayment("charge", "HELD", "PAID_LATE");
    assertThat(shop.status(invoice)).isEqualTo("CANCELED");
  }

  @Test
  void aPaymentOfARefundedInvoiceIsCountedSinceNoCountedPaymentIsLeft() {
    UUID invoice = paid(Shop.tea(), "USD", 1250, "first");
    refund(invoice, "USD", 1250, "first");

    pay(PAYER, invoice, 1250, "second");

    assertPayment("second", "COUNTED", "NOT_RESERVED");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPaymentOfAmountZeroIsRecordedAndHeld() {
    UUID invoice = shop.issue(Shop.tea());

    pay(PAYER, invoice, 0, "charge");

    assertPayment("charge", "HELD", "AMOUNT_MISMATCH");
    assertThat(shop.payment("charge").getLong("amount")).isZero();
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aPaymentInAnotherCurrencyIsRecordedAsItCameAndHeld() {
    UUID invoice = shop.issue(Shop.tea());

    pay(PAYER, invoice, "JPY", 1250, "charge");

    assertPayment("charge", "HELD", "CURRENCY_MISMATCH");
    assertThat(shop.payment("charge").getString("currency")).isEqualTo("JPY");
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aPaymentFromAnotherPayerThanTheReservingOneIsCountedAsNotReserved() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);

    pay(OTHER, invoice, 1250, "charge");

    assertPayment("charge", "COUNTED", "NOT_RESERVED");
    assertThat(shop.payment("charge").getJsonObject("payer").getLong("id")).isEqualTo(OTHER);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void theReservingPayerWhoWasOvertakenPaysTwice() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    pay(OTHER, invoice, 1250, "first");

    pay(PAYER, invoice, 1250, "second");

    assertPayment("second", "HELD", "PAID_TWICE");
  }

  @Test
  void twoChargesOfOneInvoiceAreOneCountedAndOneHeldPayment() {
    UUID invoice = paid(Shop.tea(), "USD", 1250, "first");

    pay(PAYER, invoice, 1250, "second");

    assertPayment("first", "COUNTED", null);
    assertPayment("second", "HELD", "PAID_TWICE");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void anotherMerchantsBotThatSendsOurPayloadPaysNothingOfOurs() {
    UUID invoice = shop.issue(Shop.tea());
    Shop stranger = shops.open();

    stranger
        .pay(PAYER, shop.payload(invoice), "USD", 1250, "charge", UnaryOperator.identity())
        .then()
        .statusCode(200);

    assertThat(stranger.payment("charge").getString("anomaly")).isEqualTo("UNKNOWN_INVOICE");
    assertThat(stranger.payment("charge").getString("invoiceId")).isNull();
    assertThat(shop.payment("charge")).isNull();
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(shop.timeline(invoice)).containsExactly("invoice.created");
  }

  @Test
  void theOtherBotOfAMerchantThatSendsThePayloadOfThisOneHoldsThePaymentItself() {
    UUID invoice = shop.issue(Shop.tea());
    Shop other = shops.withAnotherBot(shop);

    other
        .pay(PAYER, shop.payload(invoice), "USD", 1250, "astray", UnaryOperator.identity())
        .then()
        .statusCode(200);

    assertPayment("astray", "HELD", "UNKNOWN_INVOICE");
    assertThat(shop.payment("astray").getString("botId")).isEqualTo(other.botId().toString());
    assertThat(shop.payment("astray").getString("invoiceId")).isNull();
    assertThat(books.lines(other, "astray")).containsExactly("HELD 1250");
    assertThat(shop.timeline(invoice)).containsExactly("invoice.created");
    shop.approve(PAYER, invoice, "USD", 1250);
    pay(PAYER, invoice, 1250, "charge");
    assertPayment("charge", "COUNTED", null);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void theSameChargeIdAtAnotherBotIsAnotherPayment() {
    UUID invoice = paid(Shop.tea(), "USD", 1250, "charge");
    Shop other = shops.open();
    UUID theirs = other.issue(Shop.tea());

    other.pay(PAYER, theirs, "USD", 1250, "charge").then().statusCode(200);

    assertThat(other.status(theirs)).isEqualTo("PAID");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aChargeIdOfMoreThan128CharactersIsKeptWhole() {
    String chargeId = "stx" + "x".repeat(300);
    UUID invoice = paid(Shop.stars(100), "XTR", 100, chargeId);

    pay(PAYER, invoice, "XTR", 100, chargeId);
    pay(PAYER, invoice, "XTR", 100, chargeId + "y");

    assertPayment(chargeId, "COUNTED", null);
    assertPayment(chargeId + "y", "HELD", "PAID_TWICE");
    assertThat(books.payments(shop)).isEqualTo(2);
  }

  // ---- Refunds --------------------------------------------------------------------------------

  @Test
  void aRefundThatPrecedesItsPaymentWaitsForIt() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.approve(PAYER, invoice, "XTR", 100);
    refund(invoice, "XTR", 100, "charge");
    assertThat(shop.status(invoice)).isEqualTo("CHECKOUT");

    pay(PAYER, invoice, "XTR", 100, "charge");

    assertPayment("charge", "REFUNDED", null);
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 100", "REFUND -100");
    assertThat(shop.timeline(invoice))
        .containsSubsequence("payment.received", "invoice.paid", "payment.refunded");
  }

  @Test
  void thePayerOfAPaymentThatWasRefundedBeforeItArrivedHearsOfTheRefundOnly() {
    UUID invoice = shop.issue(Shop.stars(100));
    refund(invoice, "XTR", 100, "charge");

    pay(PAYER, invoice, "XTR", 100, "charge");

    await().until(() -> !new SandboxChat(shop, PAYER).texts().isEmpty());
    assertThat(new SandboxChat(shop, PAYER).texts())
        .singleElement()
        .asString()
        .endsWith("has been refunded.");
  }

  @Test
  void aRefundThatPrecedesAPaymentWithoutInvoiceWaitsForIt() {
    shop.refund(PAYER, "nobody", "XTR", 100, "charge").then().statusCode(200);

    shop.pay(PAYER, "nobody", "XTR", 100, "charge", UnaryOperator.identity())
        .then()
        .statusCode(200);

    assertPayment("charge", "REFUNDED", "UNKNOWN_INVOICE");
    assertThat(books.lines(shop, "charge")).containsExactly("HELD 100", "REFUND -100");
  }

  @Test
  void aRefundMakesASingleInvoiceRefunded() {
    UUID invoice = paid(Shop.stars(100), "XTR", 100, "charge");

    refund(invoice, "XTR", 100, "charge");

    assertPayment("charge", "REFUNDED", null);
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 100", "REFUND -100");
  }

  @Test
  void aRefundNeverMakesAReusableInvoiceRefunded() {
    UUID unlimited = paid(Shop.stars(100).put("usage", "REUSABLE"), "XTR", 100, "one");
    UUID full =
        paid(Shop.stars(100).put("usage", "REUSABLE").put("maxPayments", 1), "XTR", 100, "two");

    refund(unlimited, "XTR", 100, "one");
    refund(full, "XTR", 100, "two");

    assertPayment("one", "REFUNDED", null);
    assertPayment("two", "REFUNDED", null);
    assertThat(shop.status(unlimited)).isEqualTo("OPEN");
    assertThat(shop.status(full)).isEqualTo("PAID");
  }

  @Test
  void aRefundOfAHeldPaymentLeavesThePaidInvoicePaid() {
    UUID invoice = paid(Shop.stars(100), "XTR", 100, "first");
    pay(OTHER, invoice, "XTR", 100, "second");

    refund(invoice, "XTR", 100, "second");

    assertPayment("second", "REFUNDED", "PAID_TWICE");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(books.lines(shop, "second")).containsExactly("HELD 100", "REFUND -100");
  }

  @Test
  void aRefundThatIsRepeatedIsTakenOnce() {
    UUID invoice = paid(Shop.stars(100), "XTR", 100, "charge");
    refund(invoice, "XTR", 100, "charge");

    refund(invoice, "XTR", 100, "charge");

    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 100", "REFUND -100");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("payment.refunded");
  }

  @Test
  void aPaymentThatArrivesAgainAfterItsRefundChangesNothing() {
    UUID invoice = paid(Shop.stars(100), "XTR", 100, "charge");
    refund(invoice, "XTR", 100, "charge");

    pay(PAYER, invoice, "XTR", 100, "charge");

    assertPayment("charge", "REFUNDED", null);
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
  }

  // ---- Subscriptions --------------------------------------------------------------------------

  @Test
  void starRenewalsComeWithANewChargeAndWithoutPreCheckoutAndAreCounted() {
    UUID invoice = subscribed("first");

    renew(invoice, "second");
    renew(invoice, "third");

    assertPayment("second", "COUNTED", null);
    assertPayment("third", "COUNTED", null);
    assertThat(books.lines(shop, "third")).containsExactly("GOODS 100");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void aRenewalThatIsRepeatedIsCountedOnce() {
    UUID invoice = subscribed("first");
    renew(invoice, "second");

    renew(invoice, "second");

    assertThat(books.payments(shop)).isEqualTo(2);
  }

  @Test
  void aRefundOfARenewalLeavesTheInvoicePaid() {
    UUID invoice = subscribed("first");
    renew(invoice, "second");

    refund(invoice, "XTR", 100, "second");

    assertPayment("second", "REFUNDED", null);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  // ---- Time -----------------------------------------------------------------------------------

  @Test
  void anApprovedCheckoutThatNeverPaysFreesTheInvoiceWhenItsReservationLapses() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    shop.preCheckout(OTHER, invoice, "USD", 1250).then().body("ok", is(false));

    clockwork.lapse(invoice);

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    shop.approve(OTHER, invoice, "USD", 1250);
    shop.preCheckout(PAYER, invoice, "USD", 1250).then().body("ok", is(false));
  }

  @Test
  void aPaymentUnderALapsedReservationIsCountedAsNotReserved() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.lapse(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertPayment("charge", "COUNTED", "NOT_RESERVED");
  }

  @Test
  void aPaymentThatWasMadeBeforeExpiryAndDeliveredAfterItIsJudgedByWhenItWasMade() {
    UUID invoice = shop.issue(Shop.tea());
    clockwork.expire(invoice);

    Instant made = payAgo(invoice, Duration.ofMinutes(45), "charge");

    assertPayment("charge", "COUNTED", "NOT_RESERVED");
    shop.read(invoice)
        .then()
        .body("status", equalTo("PAID"))
        .body("paidAt", equalTo(made.toString()));
  }

  @Test
  void aPaymentThatWasMadeWithinItsReservationAndDeliveredAfterItIsJudgedByWhenItWasMade() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);
    clockwork.lapse(invoice);

    payAgo(invoice, Duration.ofMinutes(2), "charge");

    assertPayment("charge", "COUNTED", null);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPaymentOfAReusableInvoiceThatWasMadeWithinItsReservationIsJudgedByWhenItWasMade() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);
    clockwork.lapse(invoice);

    payAgo(invoice, Duration.ofMinutes(2), "charge");

    assertPayment("charge", "COUNTED", null);
  }

  @Test
  void aPaymentThatWasMadeAfterExpiryIsLate() {
    UUID invoice = shop.issue(Shop.tea());
    clockwork.expire(invoice);

    payAgo(invoice, Duration.ofMinutes(20), "charge");

    assertPayment("charge", "HELD", "PAID_LATE");
  }

  @Test
  void aPaymentThatClaimsToBeOlderThanItsInvoiceIsJudgedByNow() {
    UUID invoice = shop.issue(Shop.tea());
    clockwork.expire(invoice);

    payAgo(invoice, Duration.ofHours(2), "charge");

    assertPayment("charge", "HELD", "PAID_LATE");
  }

  @Test
  void aPaymentThatClaimsToComeFromTheFutureIsJudgedByNow() {
    UUID invoice = shop.issue(Shop.tea());
    clockwork.expire(invoice);
    Instant before = Instant.now();

    payAgo(invoice, Duration.ofHours(-1), "charge");

    assertPayment("charge", "HELD", "PAID_LATE");
    assertThat(Instant.parse(shop.payment("charge").getString("paidAt")))
        .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
  }

  // ---- What they have in common ---------------------------------------------------------------

  private UUID paid(JsonObject order, String currency, long amount, String chargeId) {
    UUID invoice = shop.issue(order);
    shop.approve(PAYER, invoice, currency, amount);
    pay(PAYER, invoice, currency, amount, chargeId);
    return invoice;
  }

  private UUID subscribed(String chargeId) {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.approve(PAYER, invoice, "XTR", 100);
    recurring(invoice, chargeId, payment -> payment.put("is_first_recurring", true));
    return invoice;
  }

  private void renew(UUID invoice, String chargeId) {
    recurring(invoice, chargeId, UnaryOperator.identity());
  }

  private void recurring(UUID invoice, String chargeId, UnaryOperator<JsonObject> change) {
    long month = Instant.now().plus(Duration.ofDays(30)).getEpochSecond();
    shop.pay(
            PAYER,
            shop.payload(invoice),
            "XTR",
            100,
            chargeId,
            payment ->
                change.apply(
                    payment.put("is_recurring", true).put("subscription_expiration_date", month)))
        .then()
        .statusCode(200);
  }

  private void pay(long payer, UUID invoice, long amount, String chargeId) {
    pay(payer, invoice, "USD", amount, chargeId);
  }

  private void pay(long payer, UUID invoice, String currency, long amount, String chargeId) {
    shop.pay(payer, invoice, currency, amount, chargeId).then().statusCode(200);
  }

  private JsonObject paymentUpdate(
      long payer, UUID invoice, String currency, long amount, String chargeId) {
    return Shop.paymentUpdate(
        Shop.nextUpdateId(),
        payer,
        shop.payload(invoice),
        currency,
        amount,
        chargeId,
        UnaryOperator.identity());
  }

  /** Delivers a payment of 12.50 USD that was made so long ago, and gives the moment. */
  private Instant payAgo(UUID invoice, Duration ago, String chargeId) {
    Instant made = Instant.ofEpochSecond(Instant.now().minus(ago).getEpochSecond());
    JsonObject update = paymentUpdate(PAYER, invoice, "USD", 1250, chargeId);
    update.getJsonObject("message").put("date", made.getEpochSecond());
    shop.deliver(update.encode()).then().statusCode(200);
    return made;
  }

  private void refund(UUID invoice, String currency, long amount, String chargeId) {
    shop.refund(PAYER, shop.payload(invoice), currency, amount, chargeId).then().statusCode(200);
  }

  private void assertPayment(String chargeId, String status, String anomaly) {
    JsonObject payment = shop.payment(chargeId);
    assertThat(payment.getString("status")).isEqualTo(status);
    assertThat(payment.getString("anomaly")).isEqualTo(anomaly);
  }
}
