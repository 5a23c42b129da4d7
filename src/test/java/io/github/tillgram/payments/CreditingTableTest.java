package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of crediting, a test for every line of the table and for what wins over what. */
@QuarkusTest
class CreditingTableTest {

  private static final long PAYER = 5000001;
  private static final long OTHER = 5000002;
  private static final String NO_SUCH_PAYLOAD = "payload-of-nobody";

  @Inject Shops shops;
  @Inject Books books;
  @Inject Clockwork clockwork;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  // ---- Line by line ---------------------------------------------------------------------------

  @Test
  void aKnownChargeIsARepeatAndChangesNothing() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, 1250, "charge");
    JsonObject before = invoice(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertThat(invoice(invoice)).isEqualTo(before);
    assertThat(shop.timeline(invoice)).containsOnlyOnce("payment.received", "invoice.paid");
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 1250");
  }

  @Test
  void aPaymentOfAnUnknownInvoiceIsHeldWithoutInvoice() {
    shop.pay(PAYER, NO_SUCH_PAYLOAD, "USD", 1250, "charge", same()).then().statusCode(200);

    assertThat(shop.payment("charge").getString("invoiceId")).isNull();
    assertPayment("charge", "HELD", "UNKNOWN_INVOICE");
    assertThat(books.lines(shop, "charge")).containsExactly("HELD 1250");
  }

  @Test
  void aRenewalIsCountedWithoutAnomaly() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.approve(PAYER, invoice, "XTR", 100);
    recurring(invoice, "XTR", 100, "first", true);

    recurring(invoice, "XTR", 100, "second", false);

    assertCounted(invoice, "second", null, "PAID", "GOODS 100");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void anotherCurrencyIsHeldAsCurrencyMismatch() {
    UUID invoice = shop.issue(Shop.tea());

    pay(PAYER, invoice, "EUR", 1250, "charge");

    assertHeld(invoice, "charge", "CURRENCY_MISMATCH", "OPEN");
  }

  @ParameterizedTest
  @ValueSource(longs = {1249, 1251, 0, -1, -1250, Long.MAX_VALUE, Long.MIN_VALUE})
  void anAmountThatIsWrongZeroOrNegativeIsHeldAsAmountMismatch(long amount) {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);

    pay(PAYER, invoice, amount, "charge");

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "CHECKOUT");
  }

  @Test
  void aSecondPaymentOfASingleInvoiceIsHeldAsPaidTwice() {
    UUID invoice = paid();

    pay(PAYER, invoice, 1250, "second");

    assertHeld(invoice, "second", "PAID_TWICE", "PAID");
  }

  @Test
  void aPaymentAboveTheLimitOfAReusableInvoiceIsHeldAsLimitExceeded() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 1));
    shop.approve(PAYER, invoice, "USD", 1250);
    pay(PAYER, invoice, 1250, "first");

    pay(OTHER, invoice, 1250, "second");

    assertHeld(invoice, "second", "LIMIT_EXCEEDED", "PAID");
  }

  @Test
  void aPaymentOfACanceledInvoiceIsHeldAsPaidLate() {
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice).then().statusCode(200);

    pay(PAYER, invoice, 1250, "charge");

    assertHeld(invoice, "charge", "PAID_LATE", "CANCELED");
  }

  @Test
  void aPaymentAfterExpiryWithoutReservationIsHeldAsPaidLate() {
    UUID invoice = shop.issue(Shop.tea());
    clockwork.expire(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertHeld(invoice, "charge", "PAID_LATE", "EXPIRED");
  }

  @Test
  void aPaymentAfterExpiryUnderTheReservationOfSomebodyElseIsHeldAsPaidLate() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(OTHER, invoice, "USD", 1250);
    clockwork.expire(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertHeld(invoice, "charge", "PAID_LATE", "CHECKOUT");
  }

  @Test
  void aPaymentAfterExpiryUnderALapsedReservationIsHeldAsPaidLate() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);
    clockwork.lapse(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertHeld(invoice, "charge", "PAID_LATE", "EXPIRED");
  }

  @Test
  void aPaymentAfterExpiryUnderALiveReservationIsCounted() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertCounted(invoice, "charge", null, "PAID", "GOODS 1250");
  }

  @Test
  void aPaymentOfAReusableInvoiceAfterExpiryUnderALiveReservationIsCounted() {
    UUID invoice = shop.issue(reusable());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);

    pay(PAYER, invoice, 1250, "charge");

    assertCounted(invoice, "charge", null, "EXPIRED", "GOODS 1250");
  }

  @Test
  void aPaymentWithoutReservationIsCountedAsNotReserved() {
    UUID invoice = shop.issue(Shop.tea());

    pay(PAYER, invoice, 1250, "charge");

    assertCounted(invoice, "charge", "NOT_RESERVED", "PAID", "GOODS 1250");
  }

  @Test
  void aReservedPaymentOfASingleInvoiceIsCountedAndPaysIt() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);

    pay(PAYER, invoice, 1250, "charge");

    assertCounted(invoice, "charge", null, "PAID", "GOODS 1250");
    assertThat(shop.timeline(invoice))
        .containsSubsequence(
            "invoice.created", "invoice.checkout_approved", "payment.received", "invoice.paid");
  }

  @Test
  void reservedPaymentsOfAReusableInvoiceAreCountedAndTheLastOnePaysIt() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 2));
    shop.approve(PAYER, invoice, "USD", 1250);
    shop.approve(OTHER, invoice, "USD", 1250);

    pay(PAYER, invoice, 1250, "first");
    assertCounted(invoice, "first", null, "OPEN", "GOODS 1250");
    assertThat(shop.timeline(invoice)).doesNotContain("invoice.paid");
    pay(OTHER, invoice, 1250, "second");

    assertCounted(invoice, "second", null, "PAID", "GOODS 1250");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void aReservationOfAReusableInvoiceCoversOnePayment() {
    UUID invoice = shop.issue(reusable());
    shop.approve(PAYER, invoice, "USD", 1250);
    pay(PAYER, invoice, 1250, "first");

    pay(PAYER, invoice, 1250, "second");

    assertCounted(invoice, "second", "NOT_RESERVED", "OPEN", "GOODS 1250");
  }

  // ---- Which line wins ------------------------------------------------------------------------

  @Test
  void aRepeatWinsOverWhateverTheChargeSaysNow() {
    UUID invoice = paid();

    shop.pay(OTHER, NO_SUCH_PAYLOAD, "EUR", 7, "paid", same()).then().statusCode(200);

    assertPayment("paid", "COUNTED", null);
    assertThat(books.lines(shop, "paid")).containsExactly("GOODS 1250");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(books.payments(shop)).isEqualTo(1);
  }

  @Test
  void anUnknownInvoiceWinsOverRenewal() {
    shop.pay(PAYER, NO_SUCH_PAYLOAD, "XTR", 100, "charge", recurring(false)).then().statusCode(200);

    assertPayment("charge", "HELD", "UNKNOWN_INVOICE");
  }

  @Test
  void aRenewalWinsOverCurrencyAmountAndCancellation() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.cancel(invoice).then().statusCode(200);

    recurring(invoice, "USD", 7, "charge", false);

    assertCounted(invoice, "charge", null, "CANCELED", "GOODS 7");
  }

  @Test
  void theFirstOfASubscriptionIsNoRenewal() {
    UUID invoice = shop.issue(Shop.stars(100));

    recurring(invoice, "XTR", 99, "charge", true);

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "OPEN");
  }

  @Test
  void aCurrencyMismatchWinsOverAmountAndPaidTwice() {
    UUID invoice = paid();

    pay(OTHER, invoice, "EUR", 7, "second");

    assertHeld(invoice, "second", "CURRENCY_MISMATCH", "PAID");
  }

  @Test
  void anAmountMismatchWinsOverPaidTwice() {
    UUID invoice = paid();

    pay(OTHER, invoice, 7, "second");

    assertHeld(invoice, "second", "AMOUNT_MISMATCH", "PAID");
  }

  @Test
  void anAmountMismatchWinsOverPaidLate() {
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice).then().statusCode(200);

    pay(PAYER, invoice, 7, "charge");

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "CANCELED");
  }

  @Test
  void paidTwiceWinsOverPaidLate() {
    UUID invoice = paid();
    clockwork.expire(invoice);

    pay(OTHER, invoice, 1250, "second");

    assertHeld(invoice, "second", "PAID_TWICE", "PAID");
  }

  @Test
  void aLimitExceededWinsOverPaidLate() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 1));
    pay(PAYER, invoice, 1250, "first");
    clockwork.expire(invoice);

    pay(OTHER, invoice, 1250, "second");

    assertHeld(invoice, "second", "LIMIT_EXCEEDED", "PAID");
  }

  @Test
  void theInvoiceShowsTheLatestAnomaly() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, "EUR", 1250, "first");

    pay(PAYER, invoice, 7, "second");

    shop.read(invoice).then().body("anomaly", equalTo("AMOUNT_MISMATCH"));
    assertPayment("first", "HELD", "CURRENCY_MISMATCH");
  }

  // ---- Tips -----------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(longs = {1, 200, 500})
  void aTipUpToTheMaximumIsCountedApartFromTheGoods(long tip) {
    UUID invoice = shop.issue(withTip());
    shop.approve(PAYER, invoice, "USD", 1250 + tip);

    pay(PAYER, invoice, 1250 + tip, "charge");

    assertCounted(invoice, "charge", null, "PAID", "GOODS 1250", "TIP " + tip);
    assertThat(shop.payment("charge").getLong("goods")).isEqualTo(1250);
    assertThat(shop.payment("charge").getLong("tip")).isEqualTo(tip);
  }

  @Test
  void noTipIsCountedWhereOneMayBeGiven() {
    UUID invoice = shop.issue(withTip());

    pay(PAYER, invoice, 1250, "charge");

    assertCounted(invoice, "charge", "NOT_RESERVED", "PAID", "GOODS 1250");
  }

  @Test
  void aTipAboveTheMaximumIsHeldAsAmountMismatch() {
    UUID invoice = shop.issue(withTip());

    pay(PAYER, invoice, 1751, "charge");

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "OPEN");
  }

  // ---- Accepting what is held -----------------------------------------------------------------

  @Test
  void acceptingAPaymentOfAWrongAmountCountsAllOfIt() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, 1000, "charge");

    shop.accept("charge").then().statusCode(200).body("status", equalTo("COUNTED"));

    assertCounted(
        invoice, "charge", "AMOUNT_MISMATCH", "PAID", "HELD 1000", "GOODS 1000", "HELD -1000");
    assertThat(shop.timeline(invoice))
        .containsSubsequence("payment.held", "payment.received", "invoice.paid");
  }

  @Test
  void acceptingALatePaymentKeepsTheTipApartFromTheGoods() {
    UUID invoice = shop.issue(withTip());
    shop.cancel(invoice).then().statusCode(200);
    pay(PAYER, invoice, 1450, "charge");

    shop.accept("charge").then().statusCode(200);

    assertCounted(
        invoice, "charge", "PAID_LATE", "PAID", "HELD 1450", "GOODS 1250", "TIP 200", "HELD -1450");
  }

  @Test
  void acceptingAPaymentOfAReusableInvoiceCountsTowardsItsLimit() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 2));
    pay(PAYER, invoice, 1000, "first");
    pay(PAYER, invoice, 1000, "second");

    shop.accept("first").then().statusCode(200);
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    shop.accept("second").then().statusCode(200);

    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void acceptingTheSecondPaymentIsPossibleOnceTheFirstIsRefunded() {
    UUID invoice = paid();
    pay(OTHER, invoice, 1250, "second");
    shop.refund(PAYER, shop.payload(invoice), "USD", 1250, "paid").then().statusCode(200);

    shop.accept("second").then().statusCode(200);

    assertPayment("second", "COUNTED", "PAID_TWICE");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void acceptingIsRefusedWithoutInvoice() {
    shop.pay(PAYER, NO_SUCH_PAYLOAD, "USD", 1250, "charge", same()).then().statusCode(200);

    assertRefused("charge", "No invoice belongs to this payment");

    assertPayment("charge", "HELD", "UNKNOWN_INVOICE");
  }

  @Test
  void acceptingIsRefusedForAnotherCurrency() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, "EUR", 1250, "charge");

    assertRefused("charge", "another currency");

    assertHeld(invoice, "charge", "CURRENCY_MISMATCH", "OPEN");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1250})
  void acceptingIsRefusedForNoMoney(long amount) {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, amount, "charge");

    assertRefused("charge", "cannot be counted");

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "OPEN");
  }

  @Test
  void acceptingIsRefusedWhenTheSingleInvoiceIsPaid() {
    UUID invoice = paid();
    pay(OTHER, invoice, 1250, "second");

    assertRefused("second", "paid already");

    assertHeld(invoice, "second", "PAID_TWICE", "PAID");
  }

  @Test
  void acceptingIsRefusedWhenTheReusableInvoiceIsFull() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 1));
    pay(PAYER, invoice, 1250, "first");
    pay(OTHER, invoice, 1250, "second");

    assertRefused("second", "paid already");

    assertHeld(invoice, "second", "LIMIT_EXCEEDED", "PAID");
  }

  @Test
  void acceptingIsRefusedWhileSomebodyElseIsPaying() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, 1000, "charge");
    shop.preCheckout(OTHER, invoice, "USD", 1250).then().body("ok", equalTo(true));

    assertRefused("charge", "Somebody else is paying");

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "CHECKOUT");
  }

  @Test
  void aReusableInvoiceThatWasPaidIsPaidOnlyOnceThoughARefundMadeRoom() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 1));
    pay(PAYER, invoice, 1250, "first");
    shop.refund(PAYER, shop.payload(invoice), "USD", 1250, "first").then().statusCode(200);

    pay(OTHER, invoice, 1250, "second");

    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void acceptingTwiceIsRefusedAndCountsOnce() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, 1000, "charge");
    shop.accept("charge").then().statusCode(200);

    assertRefused("charge", "COUNTED, not HELD");

    assertThat(books.lines(shop, "charge"))
        .containsExactlyInAnyOrder("HELD 1000", "GOODS 1000", "HELD -1000");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void acceptingIsRefusedForARefundedPayment() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, 1000, "charge");
    shop.refund(PAYER, shop.payload(invoice), "USD", 1000, "charge").then().statusCode(200);

    assertRefused("charge", "REFUNDED, not HELD");

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aPaymentOfAnotherMerchantCannotBeAccepted() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, 1000, "charge");
    String id = shop.payment("charge").getString("id");

    shops.open().api().post("/api/v1/payments/" + id + "/accept").then().statusCode(404);

    assertHeld(invoice, "charge", "AMOUNT_MISMATCH", "OPEN");
  }

  // ---- What they have in common ---------------------------------------------------------------

  private static JsonObject reusable() {
    return Shop.tea().put("usage", "REUSABLE");
  }

  private static JsonObject withTip() {
    return Shop.tea().put("tip", new JsonObject().put("max", 500));
  }

  /** A SINGLE invoice that was paid by the charge "paid". */
  private UUID paid() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    pay(PAYER, invoice, 1250, "paid");
    return invoice;
  }

  private void pay(long payer, UUID invoice, long amount, String chargeId) {
    pay(payer, invoice, "USD", amount, chargeId);
  }

  private void pay(long payer, UUID invoice, String currency, long amount, String chargeId) {
    shop.pay(payer, invoice, currency, amount, chargeId).then().statusCode(200);
  }

  private void recurring(
      UUID invoice, String currency, long amount, String chargeId, boolean first) {
    shop.pay(PAYER, shop.payload(invoice), currency, amount, chargeId, recurring(first))
        .then()
        .statusCode(200);
  }

  private static UnaryOperator<JsonObject> recurring(boolean first) {
    return payment ->
        first
            ? payment.put("is_recurring", true).put("is_first_recurring", true)
            : payment.put("is_recurring", true);
  }

  private static UnaryOperator<JsonObject> same() {
    return UnaryOperator.identity();
  }

  private JsonObject invoice(UUID invoice) {
    return new JsonObject(shop.read(invoice).asString());
  }

  private void assertCounted(
      UUID id, String chargeId, String anomaly, String status, String... lines) {
    assertPayment(chargeId, "COUNTED", anomaly);
    JsonObject invoice = invoice(id);
    assertThat(invoice.getString("status")).isEqualTo(status);
    assertThat(books.lines(shop, chargeId)).containsExactlyInAnyOrder(lines);
    if (anomaly != null) {
      assertThat(invoice.getString("anomaly")).isEqualTo(anomaly);
    }
  }

  private void assertHeld(UUID id, String chargeId, String anomaly, String unchanged) {
    JsonObject payment = assertPayment(chargeId, "HELD", anomaly);
    JsonObject invoice = invoice(id);
    assertThat(invoice.getString("status")).isEqualTo(unchanged);
    assertThat(invoice.getString("anomaly")).isEqualTo(anomaly);
    assertThat(books.lines(shop, chargeId)).containsExactly("HELD " + payment.getLong("amount"));
    assertThat(shop.timeline(id))
        .contains("payment.held")
        .filteredOn("invoice.paid"::equals)
        .hasSize("PAID".equals(unchanged) ? 1 : 0);
  }

  private JsonObject assertPayment(String chargeId, String status, String anomaly) {
    JsonObject payment = shop.payment(chargeId);
    assertThat(payment.getString("status")).isEqualTo(status);
    assertThat(payment.getString("anomaly")).isEqualTo(anomaly);
    return payment;
  }

  private void assertRefused(String chargeId, String reason) {
    shop.accept(chargeId).then().statusCode(409).body("detail", containsString(reason));
  }
}
