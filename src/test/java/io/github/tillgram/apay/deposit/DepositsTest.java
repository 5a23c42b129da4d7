package io.github.tillgram.apay.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.ApayShop.Attempt;
import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what A-Pay posts, through the door, in the books. */
@QuarkusTest
class DepositsTest {

  private static final long PRICE = 50_000;
  private static final String EXACTLY = "500";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Books books;
  @Inject Deposits deposits;

  private ApayShop shop;

  @BeforeEach
  void open() {
    shop = ApayShop.of(shops.open(), database);
  }

  private UUID invoice() {
    return shop.shop().issue(ApayShop.tea("INR", PRICE));
  }

  private static JsonObject success(Attempt attempt, String amount) {
    return ApayShop.transaction(attempt, "Success", amount, "INR");
  }

  private List<JsonObject> payments(Attempt attempt) {
    return shop.payments(attempt.invoiceId());
  }

  private JsonObject deposit(Attempt attempt) {
    return shop.deposit(attempt.orderId());
  }

  @Test
  void aSuccessPaysTheInvoice() {
    Attempt attempt = shop.begin(invoice());

    shop.post(success(attempt, EXACTLY));

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    JsonObject payment = payments(attempt).get(0);
    assertThat(payment.getString("rail")).isEqualTo("APAY");
    assertThat(payment.getLong("amount")).isEqualTo(PRICE);
    assertThat(payment.getString("status")).isEqualTo("COUNTED");
    assertThat(payment.getString("anomaly")).isNull();
    assertThat(payment.getString("apayOrderId")).isEqualTo(attempt.orderId());
    assertThat(payment.getString("telegramChargeId")).isNull();
    assertThat(payment.getJsonObject("payer").getLong("id")).isEqualTo(SandboxChat.PAYER);
    assertThat(deposit(attempt).getString("status")).isEqualTo("SUCCESS");
    assertThat(deposit(attempt).getString("paymentId")).isEqualTo(payment.getString("id"));
    assertThat(state(attempt)).isEqualTo("PAID");
    books.assertBalanced(shop.shop());
  }

  private String state(Attempt attempt) {
    return database.text("SELECT state FROM apay_attempt WHERE id = ?", attempt.id());
  }

  @Test
  void onePostbackAThousandTimesAtOnceAndAfterADayIsOneCredit() {
    Attempt attempt = shop.begin(invoice());
    JsonObject said = success(attempt, EXACTLY);

    assertThat(shop.postAtOnce(1_000, said))
        .as("whoever has to wait for too long is told to come again")
        .contains(200)
        .isSubsetOf(200, 503);
    database.update(
        "UPDATE apay_postback SET created_at = now() - interval '1 day' WHERE project_id = ?",
        shop.projectId());
    shop.post(said);
    database.update("DELETE FROM apay_postback WHERE project_id = ?", shop.projectId());
    shop.post(said);

    assertThat(payments(attempt)).hasSize(1);
    assertThat(
            database.number(
                "SELECT count(*) FROM apay_notice n JOIN apay_deposit d ON d.id = n.deposit_id"
                    + " WHERE d.order_id = ?",
                attempt.orderId()))
        .isEqualTo(1);
    assertThat(shop.shop().timeline(attempt.invoiceId())).containsOnlyOnce("invoice.paid");
    books.assertBalanced(shop.shop());
  }

  @Test
  void aBadEntryKeepsNoOtherFromCounting() {
    Attempt first = shop.begin(invoice());
    Attempt second = shop.begin(invoice());
    JsonObject bad = success(second, EXACTLY).put("order_id", 17);

    shop.post(success(first, EXACTLY), bad, success(second, EXACTLY));

    assertThat(shop.shop().status(first.invoiceId())).isEqualTo("PAID");
    assertThat(shop.shop().status(second.invoiceId())).isEqualTo("PAID");
    List<JsonObject> parked = unmatched();
    assertThat(parked).hasSize(1);
    assertThat(parked.get(0).getString("parked")).isEqualTo("UNREADABLE");
    assertThat(parked.get(0).getString("orderId")).isNull();
  }

  private List<JsonObject> unmatched() {
    return new JsonObject(shop.shop().api().get("/api/v1/deposits?matched=false").asString())
        .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void ourNumberFindsTheAttemptBeforeAPaysIsKnown() {
    Attempt attempt = shop.begin(invoice(), null);
    JsonObject said = success(attempt, EXACTLY);

    shop.post(said);

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    openPage(attempt, said.getString("order_id"));
    assertThat(payments(attempt)).hasSize(1);
    assertThat(state(attempt)).isEqualTo("PAID");
  }

  @Test
  void anOrderWaitsUntilThePageTellsWhoseItIs() {
    Attempt attempt = shop.begin(invoice(), null);
    JsonObject said = success(attempt, EXACTLY).putNull("custom_transaction_id");
    String order = said.getString("order_id");

    shop.post(said);

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("CHECKOUT");
    assertThat(shop.deposit(order).getString("parked")).isEqualTo("UNKNOWN_ORDER");
    openPage(attempt, order);
    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(shop.deposit(order).getString("parked")).isNull();
    assertThat(payments(attempt)).hasSize(1);
  }

  /** What happens when A-Pay's answer to the call that made the page is stored. */
  private void openPage(Attempt attempt, String order) {
    try {
      VertxContextSupport.subscribeAndAwait(
          () ->
              Panache.withTransaction(
                  () -> deposits.opened(attempt.id(), order, "http://localhost/page")));
    } catch (Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aParkedOrderIsMatchedWhenAPaySaysWhoseItIs() {
    Attempt attempt = shop.begin(invoice(), null);
    JsonObject said = success(attempt, EXACTLY);
    shop.post(said.copy().putNull("custom_transaction_id"));
    assertThat(shop.deposit(said.getString("order_id")).getString("parked"))
        .isEqualTo("UNKNOWN_ORDER");

    shop.post(said);

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(payments(attempt)).hasSize(1);
    assertThat(shop.deposit(said.getString("order_id")).getString("parked")).isNull();
  }

  @Test
  void anOrderThatWaitedForItsPageIsCheckedLikeAnyOther() {
    Attempt attempt = shop.begin(invoice(), null);
    JsonObject said =
        success(attempt, EXACTLY).putNull("custom_transaction_id").put("custom_user_id", "tg-1");
    shop.post(said);

    openPage(attempt, said.getString("order_id"));

    assertThat(payments(attempt)).isEmpty();
    assertThat(shop.deposit(said.getString("order_id")).getString("parked"))
        .isEqualTo("OTHER_PAYER");
  }

  @Test
  void moneyForAnInvoiceThatWasPaidThroughTelegramMeanwhileIsHeld() {
    Attempt attempt = shop.begin(invoice());
    shop.shop()
        .pay(SandboxChat.PAYER, attempt.invoiceId(), "INR", PRICE, "tg-" + attempt.orderId())
        .then()
        .statusCode(200);

    shop.post(success(attempt, EXACTLY));

    assertThat(payments(attempt))
        .extracting(payment -> payment.getString("status") + " " + payment.getString("anomaly"))
        .containsExactly("COUNTED NOT_RESERVED", "HELD PAID_TWICE");
    books.assertBalanced(shop.shop());
  }

  @Test
  void moneyForAnExpiredInvoiceIsHeld() {
    Attempt attempt = shop.begin(invoice());
    lapse(attempt);
    database.update(
        "UPDATE invoice SET expires_at = now() - interval '1 minute' WHERE id = ?",
        attempt.invoiceId());

    shop.post(success(attempt, EXACTLY));

    held(attempt, "PAID_LATE", PRICE);
  }

  private void lapse(Attempt attempt) {
    database.update(
        "UPDATE apay_attempt SET lapses_at = now() - interval '2 minutes' WHERE id = ?",
        attempt.id());
    database.update(
        "UPDATE invoice SET reserved_until = now() - interval '2 minutes',"
            + " created_at = now() - interval '1 hour' WHERE id = ?",
        attempt.invoiceId());
  }

  @Test
  void aLateSuccessOfALapsedAttemptIsCounted() {
    Attempt attempt = shop.begin(invoice());
    lapse(attempt);

    shop.post(success(attempt, EXACTLY));

    assertThat(payments(attempt).get(0).getString("status")).isEqualTo("COUNTED");
    assertThat(payments(attempt).get(0).getString("anomaly")).isEqualTo("NOT_RESERVED");
  }

  private void held(Attempt attempt, String anomaly, long amount) {
    assertThat(payments(attempt)).hasSize(1);
    JsonObject payment = payments(attempt).get(0);
    assertThat(payment.getString("status")).isEqualTo("HELD");
    assertThat(payment.getString("anomaly")).isEqualTo(anomaly);
    assertThat(payment.getLong("amount")).isEqualTo(amount);
    assertThat(shop.shop().timeline(attempt.invoiceId()))
        .contains("payment.held")
        .doesNotContain("invoice.paid");
    books.assertBalanced(shop.shop());
  }

  @Test
  void anotherCurrencyIsHeld() {
    Attempt attempt = shop.begin(invoice());

    shop.post(ApayShop.transaction(attempt, "Success", EXACTLY, "PKR"));

    held(attempt, "CURRENCY_MISMATCH", PRICE);
    assertThat(payments(attempt).get(0).getString("currency")).isEqualTo("PKR");
  }

  @ParameterizedTest
  @CsvSource({"500.39, 50039", "499, 49900", "5000, 500000", "0, 0", "-500, -50000"})
  void anotherAmountIsHeldInFull(String posted, long minorUnits) {
    Attempt attempt = shop.begin(invoice());

    shop.post(success(attempt, posted));

    held(attempt, "AMOUNT_MISMATCH", minorUnits);
    assertThat(deposit(attempt).getString("amount")).isEqualTo(posted);
  }

  /** The part that the currency can express would be the price. */
  @Test
  void whatTheCurrencyCannotExpressIsNeverThePrice() {
    Attempt attempt = shop.begin(invoice());

    shop.post(success(attempt, "500.001"));

    held(attempt, "AMOUNT_MISMATCH", PRICE);
  }

  @Test
  void noiseOfBinaryFractionsIsNoDifference() {
    Attempt attempt = shop.begin(shop.shop().issue(ApayShop.tea("USD", 30)));
    String written =
        ApayShop.transaction(attempt, "Success", "1", "USD")
            .encode()
            .replace("\"amount\":1,", "\"amount\":0.30000000000000004,");

    shop.postText("[" + written + "]").then().statusCode(200);

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(payments(attempt).get(0).getLong("amount")).isEqualTo(30);
  }

  @Test
  void whatDoesNotFitIsParked() {
    Attempt attempt = shop.begin(invoice());
    String written = success(attempt, "1").encode().replace("\"amount\":1,", "\"amount\":1.0e+21,");

    shop.postText("[" + written + "]").then().statusCode(200);

    assertThat(payments(attempt)).isEmpty();
    assertThat(deposit(attempt).getString("parked")).isEqualTo("TOO_LARGE");
    assertThat(deposit(attempt).getString("status")).isEqualTo("SUCCESS");
    shop.shop()
        .api()
        .post("/api/v1/deposits/" + deposit(attempt).getString("id") + "/accept")
        .then()
        .statusCode(409);
  }

  @Test
  void aCurrencyThatTelegramDoesNotKnowIsParked() {
    Attempt attempt = shop.begin(invoice());

    shop.post(ApayShop.transaction(attempt, "Success", EXACTLY, "XOF"));

    assertThat(payments(attempt)).isEmpty();
    assertThat(deposit(attempt).getString("parked")).isEqualTo("UNKNOWN_CURRENCY");
  }

  @ParameterizedTest
  @CsvSource({
    "Success,  400, INR, OTHER_AMOUNT",
    "Success,  500, PKR, OTHER_CURRENCY",
    "Failed,   500, INR, NOT_PAID_AFTER_ALL",
    "Rejected, 500, INR, NOT_PAID_AFTER_ALL"
  })
  void aSuccessIsFinal(String status, String amount, String currency, String conflict) {
    Attempt attempt = shop.begin(invoice());
    shop.post(success(attempt, EXACTLY));

    shop.post(ApayShop.transaction(attempt, status, amount, currency));

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(payments(attempt)).hasSize(1);
    assertThat(deposit(attempt).getString("conflict")).isEqualTo(conflict);
    assertThat(deposit(attempt).getString("amount")).isEqualTo(EXACTLY);
    assertThat(deposit(attempt).getString("status")).isEqualTo("SUCCESS");
    assertThat(shop.shop().timeline(attempt.invoiceId())).containsOnlyOnce("apay.deposit_conflict");
    books.assertBalanced(shop.shop());
  }

  @Test
  void theSameSuccessInOtherWordsIsNoConflict() {
    Attempt attempt = shop.begin(invoice());
    shop.post(success(attempt, EXACTLY));

    shop.post(success(attempt, "500.00").put("account", "unknown").putNull("activated_at"));

    assertThat(payments(attempt)).hasSize(1);
    assertThat(deposit(attempt).getString("conflict")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "Rejected", "failed"})
  void aFailureFreesTheInvoiceAndASuccessMayStillCome(String status) {
    Attempt attempt = shop.begin(invoice());

    shop.post(ApayShop.transaction(attempt, status, EXACTLY, "INR"));

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("OPEN");
    assertThat(state(attempt)).isEqualToIgnoringCase(status);
    assertThat(shop.shop().timeline(attempt.invoiceId())).contains("apay.deposit_failed");

    shop.post(success(attempt, EXACTLY));
    shop.post(success(attempt, EXACTLY).put("created_at", 1_735_689_600));

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(payments(attempt)).hasSize(1);
  }

  @Test
  void aFailureOfOneAttemptDoesNotFreeTheInvoiceOfAnother() {
    UUID invoice = invoice();
    Attempt first = shop.begin(invoice);
    Attempt second = shop.begin(invoice);

    shop.post(ApayShop.transaction(first, "Failed", EXACTLY, "INR"));

    assertThat(shop.shop().status(invoice)).isEqualTo("CHECKOUT");
    shop.post(success(second, EXACTLY));
    shop.post(success(first, EXACTLY));
    assertThat(shop.payments(invoice))
        .extracting(payment -> payment.getString("status"))
        .containsExactly("COUNTED", "HELD");
  }

  @Test
  void anOrderOfNobodyIsParked() {
    Attempt attempt = shop.begin(invoice());
    JsonObject foreign =
        success(attempt, EXACTLY)
            .put("order_id", ApayShop.orderId())
            .put("custom_transaction_id", "INV-1002");

    shop.post(foreign);

    assertThat(payments(attempt)).isEmpty();
    JsonObject parked = shop.deposit(foreign.getString("order_id"));
    assertThat(parked.getString("parked")).isEqualTo("UNKNOWN_ORDER");
    shop.shop()
        .api()
        .post("/api/v1/deposits/" + parked.getString("id") + "/accept")
        .then()
        .statusCode(409)
        .body("detail", containsString("no invoice"));
  }

  /** It is one of ours, but of another project's. */
  @Test
  void nobodyPaysAnotherProjectsAttempt() {
    ApayShop other = ApayShop.of(shops.open(), database);
    Attempt attempt = shop.begin(invoice());

    other.post(success(attempt, EXACTLY));

    assertThat(payments(attempt)).isEmpty();
    assertThat(deposit(attempt)).isNull();
    assertThat(other.deposit(attempt.orderId()).getString("parked")).isEqualTo("UNKNOWN_ORDER");
  }

  @Test
  void anOrderOfOneAttemptAndTheNumberOfAnotherAreParked() {
    Attempt first = shop.begin(invoice());
    Attempt second = shop.begin(invoice());

    shop.post(success(first, EXACTLY).put("custom_transaction_id", second.customTransactionId()));

    assertThat(payments(first)).isEmpty();
    assertThat(payments(second)).isEmpty();
    assertThat(deposit(first).getString("parked")).isEqualTo("CONTRADICTORY");
  }

  @Test
  void aPaymentSystemThatOnlyPaysOutIsNeverCredited() {
    Attempt attempt = shop.begin(invoice());

    shop.post(success(attempt, EXACTLY).put("payment_system", "imps_top"));

    assertThat(payments(attempt)).isEmpty();
    assertThat(deposit(attempt).getString("parked")).isEqualTo("WITHDRAWAL");
  }

  @Test
  void theMoneyOfAnotherPayerWaitsForAPerson() {
    Attempt attempt = shop.begin(invoice());

    shop.post(success(attempt, EXACTLY).put("custom_user_id", "tg-1"));

    assertThat(payments(attempt)).isEmpty();
    JsonObject parked = deposit(attempt);
    assertThat(parked.getString("parked")).isEqualTo("OTHER_PAYER");
    assertThat(parked.getString("invoiceId")).isEqualTo(attempt.invoiceId().toString());
    accept(parked).then().statusCode(200).body("status", equalTo("SUCCESS"));
    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    accept(parked).then().statusCode(409);
    assertThat(payments(attempt)).hasSize(1);
    books.assertBalanced(shop.shop());
  }

  private io.restassured.response.Response accept(JsonObject deposit) {
    return shop.shop().api().post("/api/v1/deposits/" + deposit.getString("id") + "/accept");
  }

  @Test
  void aHeldDepositCountsWhenItsMerchantSaysSo() {
    Attempt attempt = shop.begin(invoice());
    shop.post(success(attempt, "499"));

    accept(deposit(attempt)).then().statusCode(200);

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(payments(attempt).get(0).getString("status")).isEqualTo("COUNTED");
    books.assertBalanced(shop.shop());
  }

  @Test
  void nobodyAcceptsTheDepositOfAnotherMerchant() {
    Attempt attempt = shop.begin(invoice());
    shop.post(success(attempt, "499"));
    Shop other = shops.open();

    String path = "/api/v1/deposits/" + deposit(attempt).getString("id");

    other.api().get(path).then().statusCode(404);
    other.api().post(path + "/accept").then().statusCode(404);
  }

  @Test
  void aShortfallWithinTheToleranceIsCountedAsPosted() {
    shop.shop()
        .api()
        .body("{\"underpaymentTolerance\": 150}")
        .patch("/api/v1/apay-projects/" + shop.projectId())
        .then()
        .statusCode(200);
    Attempt within = shop.begin(invoice());
    Attempt below = shop.begin(invoice());
    Attempt above = shop.begin(invoice());

    shop.post(success(within, "498.5"), success(below, "498.49"), success(above, "500.01"));

    assertThat(payments(within).get(0).getString("status")).isEqualTo("COUNTED");
    assertThat(payments(within).get(0).getLong("amount")).isEqualTo(49_850);
    assertThat(payments(within).get(0).getLong("goods")).isEqualTo(49_850);
    held(below, "AMOUNT_MISMATCH", 49_849);
    held(above, "AMOUNT_MISMATCH", 50_001);
    books.assertBalanced(shop.shop());
  }

  @Test
  void aWordThatIsNotDocumentedIsParkedAndASuccessMayFollow() {
    Attempt attempt = shop.begin(invoice());

    shop.post(ApayShop.transaction(attempt, "Reversed", EXACTLY, "INR"));

    assertThat(payments(attempt)).isEmpty();
    assertThat(deposit(attempt).getString("parked")).isEqualTo("UNKNOWN_STATUS");
    shop.post(success(attempt, EXACTLY));
    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
  }

  @Test
  void anOrderThatChangedItsNumberIsFollowed() {
    Attempt attempt = shop.begin(invoice());
    String other = ApayShop.orderId();

    shop.post(success(attempt, EXACTLY).put("order_id", other));
    shop.post(
        ApayShop.transaction(attempt, "Failed", EXACTLY, "INR")
            .put("order_id", other)
            .putNull("custom_transaction_id"));

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("PAID");
    assertThat(shop.deposit(other).getString("conflict")).isEqualTo("NOT_PAID_AFTER_ALL");
  }

  @Test
  void moneyGivenBackByHandLeavesTheBooksBalanced() {
    Attempt attempt = shop.begin(invoice());
    shop.post(success(attempt, EXACTLY));

    shop.shop()
        .api()
        .body("{\"reason\": \"Broken\"}")
        .post("/api/v1/payments/" + payments(attempt).get(0).getString("id") + "/refund")
        .then()
        .statusCode(200)
        .body("status", equalTo("REFUNDED"));

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("REFUNDED");
    assertThat(
            database.number(
                "SELECT coalesce(sum(l.amount), 0) FROM ledger_line l JOIN payment p"
                    + " ON p.id = l.payment_id WHERE p.invoice_id = ?",
                attempt.invoiceId()))
        .isZero();
  }
}
