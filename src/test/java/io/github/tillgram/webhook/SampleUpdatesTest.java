package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as Telegram sends them, and hostile ones, at the door of a bot that never saw any. */
@QuarkusTest
class SampleUpdatesTest {

  private static final String PLAIN_PAYMENT = "17-successful-payment-plain.json";

  /** Names, addresses, payloads and texts that stand in the files. */
  private static final String[] CONTENT = {
    "Marta", "Nowak", "marta_n", "Krak", "48501222333", "example.org", "Іван", "inv:7f3kQ2",
    "inv:stars", "inv:jp", "sub:gold", "pm:album", "DROP TABLE", "jndi", "/start",
        "0123456789abcdef",
    "Acme", "ch_3QkLm2", "is_bot", "successful_payment\""
  };

  /** Invoices that the files speak of. */
  private enum Known {
    NONE(null, null),
    MUG(Shop.tea().put("currency", "EUR").put("prices", Shop.prices(2450)), "inv:7f3kQ2-xA_01"),
    STARS(Shop.stars(250), "inv:stars:51c8"),
    GOLD(Shop.stars(500), "sub:gold:1190456231"),
    YEN(
        Shop.tea()
            .put("currency", "JPY")
            .put("prices", Shop.prices(3000))
            .put("tip", new JsonObject().put("max", 500)),
        "inv:jp:0042");

    private final JsonObject order;
    private final String payload;

    Known(JsonObject order, String payload) {
      this.order = order;
      this.payload = payload;
    }
  }

  private static final String UNREADABLE = "The payment could not be checked. Please try again.";
  private static final String AMOUNT =
      "The amount does not match the invoice. Please ask the seller for a new one.";
  private static final String SHIPPING =
      "This way of shipping is not offered for your order. Please enter your address again and choose"
          + " one.";
  private static final String UNKNOWN =
      "This invoice is not known here. Please ask the seller for a new one.";

  @Inject Shops shops;
  @Inject Database database;

  private static Shop untouched;

  private Shop shop;
  private LogLines log;

  @BeforeEach
  void openShop(TestInfo test) {
    boolean leavesNothing =
        test.getTestMethod().orElseThrow().getName().equals("isDroppedAndTelegramForgetsIt");
    shop = leavesNothing && untouched != null ? untouched : shops.open();
    untouched = leavesNothing ? shop : untouched;
    log = LogLines.record();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  static Stream<Arguments> filesThatAreNotOursToHandle() {
    return Stream.of(
            "01-message-text",
            "04-message-start-in-group",
            "05-edited-message",
            "06-callback-query",
            "08-my-chat-member-blocked",
            "09-my-chat-member-added-to-group",
            "26-subscription-canceled",
            "27-subscription-failed",
            "28-subscription-active",
            "30-channel-post",
            "h01-unknown-update-kind",
            "h03-huge-text",
            "h06-negative-chat-ids",
            "h08-invalid-json-truncated",
            "h09-invalid-json-trailing",
            "h10-empty",
            "h11-top-level-array",
            "h12-null-kind",
            "h24-ephemeral-message-id-zero")
        .map(name -> arguments(name + ".json"));
  }

  /** They leave nothing behind, so one shop does for all of them. */
  @ParameterizedTest
  @MethodSource("filesThatAreNotOursToHandle")
  void isDroppedAndTelegramForgetsIt(String file) {
    Response answer = shop.deliver(body(file));

    assertEmptyOk(answer);
    assertThat(payments()).isEmpty();
    assertThat(quarantined()).isZero();
    assertSilentLog();
  }

  @Test
  void aShippingQueryForAnInvoiceThatDoesNotShipIsRefusedByACall() {
    UUID invoice = insert(Known.MUG);

    Response answer = shop.deliver(body("10-shipping-query.json"));

    assertEmptyOk(answer);
    assertThat(shop.timeline(invoice)).contains("invoice.shipping_refused");
    assertSilentLog();
  }

  /** A deep link that is not ours is the merchant's own; who comes by it is greeted like others. */
  @ParameterizedTest
  @ValueSource(strings = {"02-message-start.json", "03-message-start-payload.json"})
  void isGreeted(String file) {
    assertEmptyOk(shop.deliver(body(file)));

    assertThat(
            database.text(
                "SELECT body FROM outbox WHERE bot_id = ? AND kind = 'chat.answer'", shop.botId()))
        .contains("Hello!");
    assertSilentLog();
  }

  static Stream<Arguments> preCheckouts() {
    return Stream.of(
        arguments("11-pre-checkout-plain.json", Known.MUG, null),
        arguments("12-pre-checkout-order-info.json", Known.MUG, null),
        arguments("13-pre-checkout-shipping-option.json", Known.MUG, SHIPPING),
        arguments("14-pre-checkout-xtr.json", Known.STARS, null),
        arguments("16-pre-checkout-tips-jpy.json", Known.YEN, null),
        arguments("h02-unknown-extra-fields.json", Known.MUG, null),
        arguments("h04-missing-required-fields.json", Known.MUG, UNREADABLE),
        arguments("h14-fractional-amounts.json", Known.MUG, UNREADABLE),
        arguments("h22-foreign-payload.json", Known.MUG, UNKNOWN),
        arguments("h26-amount-mismatch.json", Known.MUG, AMOUNT));
  }

  @ParameterizedTest
  @MethodSource("preCheckouts")
  void isAnsweredInTheResponse(String file, Known known, String refusal) {
    UUID invoice = insert(known);

    Response answer = shop.deliver(body(file));

    assertAnswered(answer, file, refusal);
    assertThat(shop.status(invoice)).isEqualTo(refusal == null ? "CHECKOUT" : "OPEN");
    assertThat(payments()).isEmpty();
    assertThat(quarantined()).isZero();
    assertSilentLog();
  }

  static Stream<Arguments> paymentFiles() {
    return Stream.of(
        arguments(PLAIN_PAYMENT, Known.MUG, "COUNTED NOT_RESERVED 2450 EUR 2450+0+0", "PAID"),
        arguments(
            "18-successful-payment-order-info-shipping.json",
            Known.MUG,
            "HELD AMOUNT_MISMATCH 3440 EUR 0+0+0",
            "OPEN"),
        arguments(
            "19-successful-payment-tips.json",
            Known.YEN,
            "COUNTED NOT_RESERVED 3300 JPY 3000+0+300",
            "PAID"),
        arguments(
            "20-successful-payment-xtr.json",
            Known.STARS,
            "COUNTED NOT_RESERVED 250 XTR 250+0+0",
            "PAID"),
        arguments(
            "21-successful-payment-xtr-subscription-first.json",
            Known.GOLD,
            "COUNTED NOT_RESERVED 500 XTR 500+0+0",
            "PAID"),
        arguments(
            "22-successful-payment-xtr-subscription-renewal.json",
            Known.GOLD,
            "COUNTED null 500 XTR 500+0+0",
            "OPEN"),
        arguments(
            "h16-negative-amount.json", Known.MUG, "HELD AMOUNT_MISMATCH -2450 EUR 0+0+0", "OPEN"),
        arguments(
            "h27-currency-mismatch.json",
            Known.MUG,
            "HELD CURRENCY_MISMATCH 2450 XTR 0+0+0",
            "OPEN"),
        arguments(
            "h28-duplicate-charge.json",
            Known.MUG,
            "COUNTED NOT_RESERVED 2450 EUR 2450+0+0",
            "PAID"));
  }

  @ParameterizedTest
  @MethodSource("paymentFiles")
  void isTakenIntoTheBooks(String file, Known known, String payment, String status) {
    UUID invoice = insert(known);

    Response answer = shop.deliver(body(file));

    assertEmptyOk(answer);
    assertThat(payments()).containsExactly(payment);
    assertThat(shop.status(invoice)).isEqualTo(status);
    assertThat(quarantined()).isZero();
    assertSilentLog();
  }

  @Test
  void aPaymentForAnInvoiceNobodyKnowsIsHeld() {
    assertEmptyOk(shop.deliver(body(PLAIN_PAYMENT)));

    assertThat(payments()).containsExactly("HELD UNKNOWN_INVOICE 2450 EUR 0+0+0");
  }

  @Test
  void aRefundBeforeItsPaymentWaitsAndIsNoPayment() {
    insert(Known.STARS);

    assertEmptyOk(shop.deliver(body("24-refunded-payment-xtr.json")));

    assertThat(payments()).isEmpty();
    assertThat(refunds()).isOne();
    assertThat(quarantined()).isZero();
    assertSilentLog();
  }

  @Test
  void aRefundAfterItsPaymentGivesItBack() {
    UUID invoice = insert(Known.STARS);

    shop.deliver(body("20-successful-payment-xtr.json"));
    assertEmptyOk(shop.deliver(body("24-refunded-payment-xtr.json")));

    assertThat(payments()).containsExactly("REFUNDED NOT_RESERVED 250 XTR 250+0+0");
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
  }

  @Test
  void aPurchaseOfPaidMediaIsAccessAndNoPayment() {
    assertEmptyOk(shop.deliver(body("25-purchased-paid-media.json")));

    assertThat(
            database.text(
                "SELECT payer_id || ' ' || payload FROM paid_media_access WHERE bot_id = ?",
                shop.botId()))
        .isEqualTo("1190456231 pm:album:9");
    assertThat(payments()).isEmpty();
    assertThat(quarantined()).isZero();
  }

  @Test
  void theSameChargeUnderAnotherUpdateIdIsOnePayment() {
    insert(Known.MUG);

    shop.deliver(body(PLAIN_PAYMENT));
    assertEmptyOk(shop.deliver(body("h28-duplicate-charge.json")));

    assertThat(payments()).hasSize(1);
  }

  @Test
  void aRenewalIsAPaymentOfItsOwn() {
    UUID invoice = insert(Known.GOLD);

    shop.deliver(body("21-successful-payment-xtr-subscription-first.json"));
    assertEmptyOk(shop.deliver(body("22-successful-payment-xtr-subscription-renewal.json")));

    assertThat(payments()).hasSize(2).allMatch(payment -> payment.startsWith("COUNTED"));
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aSubscriptionIsFollowedFromPaymentToPaymentAndInBetween() {
    UUID invoice = insert(Known.GOLD);
    database.update(
        "UPDATE invoice SET subscription_period = 2592000, created_at = '2026-01-01' WHERE id = ?",
        invoice);
    List<String> renewals = new ArrayList<>();

    for (String file :
        List.of(
            "21-successful-payment-xtr-subscription-first.json",
            "22-successful-payment-xtr-subscription-renewal.json",
            "26-subscription-canceled.json",
            "27-subscription-failed.json",
            "28-subscription-active.json")) {
      assertEmptyOk(shop.deliver(body(file)));
      renewals.add(shop.api().get("/api/v1/subscriptions").path("items[0].renewal"));
    }

    assertThat(renewals)
        .containsExactly("ACTIVE", "ACTIVE", "CANCELED_BY_PAYER", "FAILED", "ACTIVE");
    shop.api()
        .get("/api/v1/subscriptions")
        .then()
        .body("items.size()", equalTo(1))
        .body("items[0].payments", equalTo(2))
        .body("items[0].payer.id", equalTo(1190456231))
        .body("items[0].expiresAt", equalTo(Instant.ofEpochSecond(1797495900).toString()));
    assertSilentLog();
  }

  static Stream<Arguments> paymentsThatCannotBeRead() {
    String payment = body(PLAIN_PAYMENT);
    String chargeId = "\"telegram_payment_charge_id\"";
    String refund = body("24-refunded-payment-xtr.json");
    return Stream.of(
        arguments("a fractional amount", payment.replace("2450", "24.5")),
        arguments("a fraction of nothing", payment.replace("2450", "2450.0")),
        arguments("an amount beyond 64 bits", payment.replace("2450", "9223372036854775808")),
        arguments("an amount in quotes", payment.replace("2450", "\"2450\"")),
        arguments("no charge id", payment.replace(chargeId, "\"charge\"")),
        arguments(
            "a charge id of null", payment.replace(chargeId + ": ", chargeId + ": null, \"x\": ")),
        arguments("a currency of null", payment.replace("\"EUR\"", "null")),
        arguments("no payload", payment.replace("\"invoice_payload\"", "\"payload\"")),
        arguments("no date", payment.replace("\"date\"", "\"day\"")),
        arguments(
            "a number for a payment",
            "{\"update_id\": 7, \"message\": {\"successful_payment\": 5}}"),
        arguments("JSON that is cut off", payment.substring(0, payment.length() - 40)),
        arguments("JSON with a second object behind it", payment + "{}"),
        arguments("an update id of its own kind", payment.replace("841200317", "\"841200317\"")),
        arguments("an array around it", "[" + payment + "]"),
        arguments("a kind from the future", payment.replace("\"message\"", "\"money_message\"")),
        arguments("a kind nobody handles", payment.replace("\"message\"", "\"edited_message\"")),
        arguments("a refund of a fraction", refund.replace("250", "2.5")),
        arguments("a refund that is cut off", refund.substring(0, refund.length() - 40)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paymentsThatCannotBeRead")
  void isQuarantinedOnceAndNeverCredited(String what, String body) {
    UUID invoice = insert(Known.MUG);

    assertEmptyOk(shop.deliver(body));
    assertEmptyOk(shop.deliver(body));

    assertThat(quarantined()).isOne();
    assertThat(payments()).isEmpty();
    assertThat(refunds()).isZero();
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertSilentLog();
  }

  static Stream<Arguments> queriesThatCannotBeRead() {
    String query = body("11-pre-checkout-plain.json");
    return Stream.of(
        arguments("a whole fraction", query.replace("2450", "2450.0")),
        arguments("an amount beyond 64 bits", query.replace("2450", "24500000000000000000")),
        arguments("an amount in quotes", query.replace("2450", "\"2450\"")),
        arguments("an amount of null", query.replace("2450", "null")),
        arguments(
            "a payer of null", query.replaceFirst("\"from\": \\{", "\"from\": null, \"x\": {")),
        arguments("a currency of null", query.replace("\"EUR\"", "null")),
        arguments("a payload of null", query.replace("\"inv:7f3kQ2-xA_01\"", "null")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queriesThatCannotBeRead")
  void isDeclinedRatherThanLeftWithoutAnAnswer(String what, String body) {
    UUID invoice = insert(Known.MUG);

    Response answer = shop.deliver(body);

    assertAnswered(answer, "11-pre-checkout-plain.json", UNREADABLE);
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertSilentLog();
  }

  @Test
  void everyFileIsPosted() throws IOException, URISyntaxException {
    Stream<String> posted =
        Stream.of(filesThatAreNotOursToHandle(), preCheckouts(), paymentFiles())
            .flatMap(table -> table.map(row -> (String) row.get()[0]));

    assertThat(
            Stream.concat(
                posted,
                Stream.of(
                    "02-message-start.json",
                    "03-message-start-payload.json",
                    "10-shipping-query.json",
                    "24-refunded-payment-xtr.json",
                    "25-purchased-paid-media.json")))
        .containsExactlyInAnyOrderElementsOf(files());
  }

  private UUID insert(Known known) {
    UUID invoice = shop.issue(known.order);
    database.update("UPDATE invoice SET payload = ? WHERE id = ?", known.payload, invoice);
    return invoice;
  }

  private static void assertEmptyOk(Response answer) {
    answer.then().statusCode(200).contentType(emptyString()).body(emptyString());
  }

  private static void assertAnswered(Response answer, String file, String refusal) {
    answer
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("method", equalTo("answerPreCheckoutQuery"))
        .body("pre_checkout_query_id", equalTo(queryId(file)))
        .body("ok", equalTo(refusal == null))
        .body("error_message", refusal == null ? nullValue() : equalTo(refusal));
  }

  private void assertSilentLog() {
    assertThat(log.withStackTrace()).isEmpty();
    assertThat(log.text()).doesNotContain(CONTENT).doesNotContain(shop.webhookSecret());
  }

  private List<String> payments() {
    return database
        .column(
            "SELECT concat_ws(' ', status, coalesce(anomaly, 'null'), amount, currency,"
                + " goods || '+' || shipping || '+' || tip) FROM payment WHERE bot_id = ? ORDER BY id",
            shop.botId())
        .stream()
        .map(Object::toString)
        .toList();
  }

  private long quarantined() {
    return database.number("SELECT count(*) FROM quarantine WHERE bot_id = ?", shop.botId());
  }

  private long refunds() {
    return database.number("SELECT count(*) FROM refund WHERE bot_id = ?", shop.botId());
  }

  private static String queryId(String file) {
    return new JsonObject(body(file)).getJsonObject("pre_checkout_query").getString("id");
  }

  private static String body(String file) {
    try (InputStream stream = SampleUpdatesTest.class.getResourceAsStream("/updates/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(file, failure);
    }
  }

  private static List<String> files() throws IOException, URISyntaxException {
    Path folder = Path.of(SampleUpdatesTest.class.getResource("/updates").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
