package io.github.tillgram.reconciliation;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.ApayShop.Attempt;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our invoices, Telegram's payments and A-Pay's deposits side by side. */
@QuarkusTest
class ApayMismatchesTest {

  private static final String LIST = "/api/v1/reconciliations";
  private static final String APAY = LIST + "?open=true&source=APAY";
  private static final long PRICE = 50_000;
  private static final String EXACTLY = "500";

  @Inject Shops shops;
  @Inject Database database;

  private ApayShop shop;
  private Attempt attempt;

  @BeforeEach
  void somebodyIsAboutToPay() {
    shop = ApayShop.of(shops.open(), database);
    attempt = shop.begin(shop.shop().issue(ApayShop.tea("INR", PRICE)));
  }

  private static JsonObject page(Shop shop, String path) {
    return new JsonObject(shop.api().get(path).then().statusCode(200).extract().asString());
  }

  private static List<JsonObject> items(Shop shop, String path) {
    return page(shop, path).getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private List<String> kinds() {
    return items(shop.shop(), APAY).stream().map(one -> one.getString("kind")).toList();
  }

  /** The one mismatch there is, which nobody else sees. */
  private JsonObject only(String kind) {
    assertThat(kinds()).containsExactly(kind);
    assertThat(items(shops.open(), LIST)).isEmpty();
    assertThat(items(shop.shop(), LIST)).as("without filters").hasSize(1);
    assertThat(items(shop.shop(), LIST + "?kind=" + kind)).hasSize(1);
    JsonObject found = items(shop.shop(), APAY + "&botId=" + shop.shop().botId()).get(0);
    assertThat(found.getString("source")).isEqualTo("APAY");
    assertThat(found.getString("direction")).isEqualTo("INCOMING");
    assertThat(found.getString("resolvedAt")).isNull();
    return found;
  }

  private void assertAbout(JsonObject found, boolean paid) {
    assertThat(found.getString("invoiceId")).isEqualTo(attempt.invoiceId().toString());
    assertThat(found.getString("transactionId")).isEqualTo(attempt.orderId());
    assertThat(found.getString("currency")).isEqualTo("INR");
    assertThat(found.getLong("ourAmount")).isEqualTo(PRICE);
    assertThat(found.getString("depositId")).isEqualTo(depositId());
    assertThat(found.getString("paymentId")).isEqualTo(paid ? paymentId() : null);
  }

  private String depositId() {
    return shop.deposit(attempt.orderId()).getString("id");
  }

  private String paymentId() {
    return database.text(
        "SELECT id FROM payment WHERE apay_order_id = ? AND merchant_id = ?",
        attempt.orderId(),
        shop.shop().merchantId());
  }

  private void post(String status, String amount, String currency) {
    shop.post(ApayShop.transaction(attempt, status, amount, currency));
  }

  private ValidatableResponse accept() {
    return shop.shop().api().post("/api/v1/deposits/" + depositId() + "/accept").then();
  }

  private void giveBack() {
    shop.shop()
        .api()
        .body("{\"reason\": \"Odd\"}")
        .post("/api/v1/payments/" + paymentId() + "/refund")
        .then()
        .statusCode(200);
  }

  @Test
  void whatAgreesIsNoMismatch() {
    assertThat(kinds()).as("a page is open").isEmpty();

    post("Failed", EXACTLY, "INR");
    assertThat(kinds()).as("it was not paid").isEmpty();

    post("Success", EXACTLY, "INR");
    assertThat(kinds()).as("it was paid").isEmpty();

    giveBack();
    assertThat(kinds()).as("it was given back").isEmpty();
  }

  @Test
  void aPaidOrderThatIsInNoPaymentIsMissingHereUntilItIsAccepted() {
    shop.post(
        ApayShop.transaction(attempt, "Success", EXACTLY, "INR").put("custom_user_id", "tg-1"));
    database.update(
        "UPDATE apay_notice SET created_at = now() - interval '2 hours' WHERE deposit_id = ?",
        UUID.fromString(depositId()));

    JsonObject found = only("MISSING_HERE");

    assertAbout(found, false);
    assertThat(found.getString("reason")).isEqualTo("OTHER_PAYER");
    assertThat(found.getLong("theirAmount")).isEqualTo(PRICE);
    assertThat(found.getString("theirCurrency")).isEqualTo("INR");
    assertThat(found.getLong("ageSeconds")).isBetween(7_190L, 7_400L);
    accept().statusCode(200);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anOrderOfNobodyIsMissingHere() {
    JsonObject foreign =
        ApayShop.transaction(attempt, "Success", "1.5", "XOF")
            .put("order_id", ApayShop.orderId())
            .put("custom_transaction_id", "INV-1002");
    shop.post(foreign);

    JsonObject found = only("MISSING_HERE");

    assertThat(found.getString("reason")).isEqualTo("UNKNOWN_ORDER");
    assertThat(found.getString("transactionId")).isEqualTo(foreign.getString("order_id"));
    assertThat(found.getString("invoiceId")).isNull();
    assertThat(found.getLong("ourAmount")).isNull();
    assertThat(found.getString("currency")).isEqualTo("XOF");
    assertThat(found.getLong("theirAmount")).as("nobody knows XOF's smallest unit").isNull();
  }

  @Test
  void aWithdrawalIsMissingNowhere() {
    shop.post(
        ApayShop.transaction(attempt, "Success", EXACTLY, "INR").put("payment_system", "imps_top"));

    assertThat(shop.deposit(attempt.orderId()).getString("parked")).isEqualTo("WITHDRAWAL");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anOrderThatWaitsForAPaysConfirmationIsUnconfirmedUntilItIsCounted() {
    attempt = shop.begin(shop.shop().issue(ApayShop.tea("BHD", 500_000)));
    post("Success", EXACTLY, "BHD");

    JsonObject found = only("UNCONFIRMED");

    assertThat(found.getString("depositId")).isEqualTo(depositId());
    assertThat(found.getLong("ourAmount")).isEqualTo(500_000);
    assertThat(found.getLong("theirAmount")).isEqualTo(500_000);
    database.update("UPDATE apay_attempt SET state = 'UNRESOLVED' WHERE id = ?", attempt.id());
    assertThat(kinds()).as("it is not said twice").containsExactly("UNCONFIRMED");
    accept().statusCode(200);
    assertThat(kinds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Success, 400, INR, OTHER_AMOUNT",
    "Success, 500, PKR, OTHER_CURRENCY",
    "Failed,  500, INR, NOT_PAID_AFTER_ALL"
  })
  void whatAPayContradictsIsListedUntilItIsGivenBack(
      String status, String amount, String currency, String conflict) {
    post("Success", EXACTLY, "INR");
    post(status, amount, currency);

    JsonObject found = only("CONTRADICTED");

    assertAbout(found, true);
    assertThat(found.getString("reason")).isEqualTo(conflict);
    giveBack();
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anOrderOfWhichAPayNeverSaidHowItEndedIsUnresolvedUntilItDoes() {
    post("Pending", EXACTLY, "INR");
    database.update(
        "UPDATE apay_attempt SET state = 'UNRESOLVED', ask_at = NULL,"
            + " asked_at = now() - interval '1 hour' WHERE id = ?",
        attempt.id());

    JsonObject found = only("UNRESOLVED");

    assertAbout(found, false);
    assertThat(found.getLong("ageSeconds")).isBetween(3_590L, 3_800L);
    post("Success", EXACTLY, "INR");
    assertThat(kinds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"499, INR, AMOUNT_DIFFERS, 49900", "500, PKR, CURRENCY_DIFFERS, 50000"})
  void whatIsNotThePriceDiffersUntilItIsGivenBack(
      String amount, String currency, String kind, long theirs) {
    post("Success", amount, currency);

    JsonObject found = only(kind);

    assertAbout(found, true);
    assertThat(found.getLong("theirAmount")).isEqualTo(theirs);
    assertThat(found.getString("theirCurrency")).isEqualTo(currency);
    giveBack();
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anotherAmountDiffersNoMoreOnceItIsAccepted() {
    post("Success", "499", "INR");
    only("AMOUNT_DIFFERS");

    accept().statusCode(200);

    assertThat(kinds()).isEmpty();
  }

  @Test
  void moneyThatCameTooLateIsHeld() {
    database.update(
        "UPDATE apay_attempt SET lapses_at = now() - interval '2 minutes' WHERE id = ?",
        attempt.id());
    database.update(
        "UPDATE invoice SET reserved_until = now() - interval '2 minutes', created_at = now() -"
            + " interval '1 hour', expires_at = now() - interval '1 minute' WHERE id = ?",
        attempt.invoiceId());
    post("Success", EXACTLY, "INR");

    JsonObject found = only("PAYMENT_HELD");

    assertAbout(found, true);
    assertThat(found.getString("reason")).isEqualTo("PAID_LATE");
    giveBack();
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aCountedPaymentOfAnInvoiceThatIsNotPaidIsNamed() {
    post("Success", EXACTLY, "INR");
    database.update("UPDATE invoice SET status = 'EXPIRED' WHERE id = ?", attempt.invoiceId());

    assertAbout(only("INVOICE_NOT_PAID"), true);

    database.update("UPDATE invoice SET status = 'PAID' WHERE id = ?", attempt.invoiceId());
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anInvoiceThatManyPayIsNotPaidByOne() {
    attempt = shop.begin(shop.shop().issue(ApayShop.tea("INR", PRICE).put("usage", "REUSABLE")));
    post("Success", EXACTLY, "INR");

    assertThat(shop.shop().status(attempt.invoiceId())).isEqualTo("OPEN");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aPaymentOfAnOrderThatAPayNeverSpokeOfIsMissingThere() {
    post("Success", EXACTLY, "INR");
    String other = ApayShop.orderId();
    database.update(
        "UPDATE payment SET apay_order_id = ? WHERE apay_order_id = ?", other, attempt.orderId());

    JsonObject found = only("MISSING_THERE");

    assertThat(found.getString("transactionId")).isEqualTo(other);
    assertThat(found.getString("depositId")).isNull();
    assertThat(found.getLong("theirAmount")).isNull();
    assertThat(found.getLong("ourAmount")).isEqualTo(PRICE);
    database.update(
        "UPDATE payment SET apay_order_id = ? WHERE apay_order_id = ?", attempt.orderId(), other);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anInvoiceThatWasPaidThroughTelegramTooIsNamedUntilOneIsGivenBack() {
    String charge = "tg-" + attempt.orderId();
    shop.shop()
        .pay(SandboxChat.PAYER, attempt.invoiceId(), "INR", PRICE, charge)
        .then()
        .statusCode(200);
    assertThat(kinds()).isEmpty();
    post("Success", EXACTLY, "INR");

    JsonObject found = only("PAID_THROUGH_BOTH");

    assertAbout(found, true);
    assertThat(found.getString("telegramPaymentId"))
        .isEqualTo(database.text("SELECT id FROM payment WHERE telegram_charge_id = ?", charge));
    giveBack();
    assertThat(kinds()).isEmpty();
  }

  @Test
  void everyPageGoesOnWhereTheOneBeforeEnded() {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      attempt = shop.begin(shop.shop().issue(ApayShop.tea("INR", PRICE)));
      attempts.add(attempt);
      post("Success", "499", "INR");
      post("Failed", "499", "INR");
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = page(shop.shop(), APAY + "&limit=3&cursor=" + cursor);
      page.getJsonArray("items").stream()
          .map(JsonObject.class::cast)
          .forEach(one -> seen.add(one.getString("transactionId") + one.getString("kind")));
      cursor = page.getString("nextCursor");
    } while (cursor != null);

    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            attempts.stream()
                .flatMap(
                    one ->
                        List.of(one.orderId() + "AMOUNT_DIFFERS", one.orderId() + "CONTRADICTED")
                            .stream())
                .toList());
  }

  @Test
  void whatIsOfStarsOrResolvedOrAnotherBotsIsNotOfAPay() {
    post("Success", "499", "INR");

    assertThat(items(shop.shop(), LIST + "?source=STARS")).isEmpty();
    assertThat(items(shop.shop(), LIST + "?open=false")).isEmpty();
    assertThat(items(shop.shop(), LIST + "?kind=UNRESOLVED")).isEmpty();
    assertThat(items(shop.shop(), LIST + "?botId=" + UUID.randomUUID())).isEmpty();
    assertInvalid(shop.shop().api().get(LIST + "?source=APAYS"), "source");
  }
}
