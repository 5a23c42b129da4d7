package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered to whom, and what a choice is worth afterwards; we are Telegram here. */
@QuarkusTest
class ShippingTest {

  private static final long PAYER = 5000001;
  private static final long OTHER = 5000002;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;
  @Inject Clockwork clockwork;
  @Inject MeterRegistry meters;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  // ---- What is offered ------------------------------------------------------------------------

  @Test
  void anOfferIsTheBodyOfTheResponseInTheOrderOfTheInvoice() {
    UUID invoice = shop.issue(tea());

    shop.askShipping(PAYER, invoice, "IN")
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("size()", equalTo(4))
        .body("method", equalTo("answerShippingQuery"))
        .body("ok", is(true))
        .body("shipping_options.id", contains("post", "courier"))
        .body("shipping_options.title", contains("Post", "Courier"))
        .body("shipping_options[0].size()", equalTo(3))
        .body("shipping_options[0].prices.label", contains("Tea", "Tea"))
        .body("shipping_options[0].prices.amount", contains(250, 50));
  }

  @Test
  void whatIsOfferedIsCommittedBeforeTheAnswer() {
    UUID invoice = shop.issue(tea());

    shop.askShipping(PAYER, invoice, "IN");

    assertThat(offered(PAYER, invoice)).isEqualTo("{\"post\": 300, \"courier\": 900}");
    assertThat(shop.timeline(invoice))
        .containsExactly("invoice.created", "invoice.shipping_offered");
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  /** The query names no amount: the goods' is the invoice's. */
  @ParameterizedTest
  @CsvSource({"999, small", "1000, small", "1001, large", "5000, large"})
  void optionsAreChosenByThePriceOfTheGoods(long goods, String option) {
    UUID invoice =
        shop.issue(
            Shop.tea()
                .put("prices", Shop.prices(goods))
                .put(
                    "shipping",
                    shipping(
                        option("small", 300).put("maxTotal", 1000),
                        option("large", 100).put("minTotal", 1001))));

    assertThat(ids(shop.askShipping(PAYER, invoice, "IN"))).containsExactly(option);
  }

  /** Parts of an address are there and may be empty, the country too. */
  @Test
  void whoNamesNoCountryIsOfferedWhatGoesEverywhere() {
    UUID invoice = shop.issue(tea());

    assertThat(ids(shop.askShipping(PAYER, invoice, ""))).containsExactly("courier");
  }

  @Test
  void aQueryThatArrivesAgainIsAnsweredAgainAndChangesNothing() {
    UUID invoice = shop.issue(tea());
    String india =
        Shop.shippingUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "IN").encode();
    String first = shop.deliver(india).asString();
    shop.askShipping(PAYER, invoice, "DE");

    assertThat(shop.deliver(india).asString()).isEqualTo(first);

    assertThat(offered(PAYER, invoice)).isEqualTo("{\"courier\": 900}");
    assertThat(shop.timeline(invoice)).hasSize(3);
  }

  @Test
  void theFirstDecisionStandsWhateverBecomesOfTheInvoice() {
    UUID invoice = shop.issue(tea());
    String query =
        Shop.shippingUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "IN").encode();
    String first = shop.deliver(query).asString();
    shop.cancel(invoice).then().statusCode(200);

    assertThat(shop.deliver(query).asString()).isEqualTo(first);

    assertThat(shop.timeline(invoice)).doesNotContain("invoice.shipping_refused");
  }

  @Test
  void aRefusalStandsTooThoughTheInvoiceIsFreeAgain() {
    UUID invoice = shop.issue(tea());
    shop.askShipping(OTHER, invoice, "IN");
    assertApproved(shop.preCheckout(OTHER, invoice, 2150, "courier"));
    String query =
        Shop.shippingUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "IN").encode();
    assertRefused(shop.deliver(query));
    clockwork.lapse(invoice);

    assertRefused(shop.deliver(query));

    assertThat(offered(PAYER, invoice)).isEqualTo("{}");
  }

  // ---- Refusals -------------------------------------------------------------------------------

  @Test
  void anAddressThatIsNotServedIsRefusedByACallAndForgetsWhatWasOffered() {
    UUID invoice = shop.issue(Shop.tea().put("shipping", shipping(toIndia())));
    shop.askShipping(PAYER, invoice, "IN");

    assertRefused(shop.askShipping(PAYER, invoice, "DE"));

    assertThat(offered(PAYER, invoice)).isEqualTo("{}");
    assertThat(lastDecision(invoice)).isEqualTo("ADDRESS_NOT_SERVED");
    assertDeclined(shop.preCheckout(PAYER, invoice, 1550, "post"));
  }

  @Test
  void aRefusalThatComesTooLateIsCountedAndNoError() {
    double before = refusals("too_late");
    UUID invoice = shop.issue(Shop.tea().put("shipping", shipping(toIndia())));

    // The sandbox knows nothing of our query, just as Telegram forgets an old one
    assertRefused(shop.askShipping(PAYER, invoice, "DE"));

    assertThat(refusals("too_late")).isEqualTo(before + 1);
  }

  @Test
  void anUnknownInvoiceOffersNothing() {
    double before = refused("unknown_invoice");

    assertRefused(
        shop.deliver(
            Shop.shippingUpdate(Shop.nextUpdateId(), PAYER, "payload-of-nobody", "IN").encode()));

    assertThat(refused("unknown_invoice")).isEqualTo(before + 1);
  }

  @Test
  void theInvoiceOfAnotherMerchantOffersNothing() {
    Shop another = shops.open();
    UUID invoice = another.issue(tea());

    assertRefused(
        shop.deliver(
            Shop.shippingUpdate(Shop.nextUpdateId(), PAYER, another.payload(invoice), "IN")
                .encode()));

    assertThat(offered(PAYER, invoice)).isNull();
    assertThat(another.timeline(invoice)).containsExactly("invoice.created");
  }

  @Test
  void anInvoiceThatCannotBePaidOffersNothingAndSaysWhy() {
    UUID paid = shop.issue(tea());
    shop.askShipping(PAYER, paid, "IN");
    pay(PAYER, paid, 1550, "post", "paid");
    UUID canceled = shop.issue(tea());
    shop.cancel(canceled).then().statusCode(200);
    UUID expired = shop.issue(tea());
    clockwork.expire(expired);
    UUID bound = shop.issue(tea().put("payerId", OTHER));
    UUID reserved = shop.issue(tea());
    shop.askShipping(OTHER, reserved, "IN");
    assertApproved(shop.preCheckout(OTHER, reserved, 1550, "post"));

    for (UUID invoice : List.of(paid, canceled, expired, bound, reserved)) {
      assertRefused(shop.askShipping(PAYER, invoice, "IN"));
    }

    assertThat(List.of(paid, canceled, expired, bound, reserved))
        .extracting(this::lastDecision)
        .containsExactly(
            "ALREADY_PAID",
            "CANCELED",
            "EXPIRED",
            "BOUND_TO_ANOTHER_PAYER",
            "RESERVED_BY_ANOTHER_PAYER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"from", "invoice_payload", "shipping_address"})
  void aQueryThatCannotBeReadIsRefused(String part) {
    double before = refused("unreadable");
    UUID invoice = shop.issue(tea());
    JsonObject query = Shop.shippingUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "IN");
    query.getJsonObject("shipping_query").remove(part);

    assertRefused(shop.deliver(query.encode()));

    assertThat(refused("unreadable")).isEqualTo(before + 1);
    assertThat(offered(PAYER, invoice)).isNull();
  }

  // ---- The choice, at the pre-checkout --------------------------------------------------------

  @ParameterizedTest
  @ValueSource(longs = {1550, 1551, 2050})
  void goodsAndTheOptionAndATipAreApproved(long amount) {
    UUID invoice = shop.issue(tea().put("tip", new JsonObject().put("max", 500)));
    shop.askShipping(PAYER, invoice, "IN");

    assertApproved(shop.preCheckout(PAYER, invoice, amount, "post"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1250, 1549, 2051, 2150, 0, Long.MAX_VALUE})
  void anotherAmountIsDeclined(long amount) {
    UUID invoice = shop.issue(tea().put("tip", new JsonObject().put("max", 500)));
    shop.askShipping(PAYER, invoice, "IN");

    shop.preCheckout(PAYER, invoice, amount, "post")
        .then()
        .body("ok", is(false))
        .body(
            "error_message",
            equalTo("The amount does not match the invoice. Please ask the seller for a new one."));
  }

  @Test
  void anOptionThatWasNeverOfferedIsDeclined() {
    UUID invoice = shop.issue(tea());
    assertDeclined(shop.preCheckout(PAYER, invoice, 1550, "post"));
    shop.askShipping(PAYER, invoice, "DE");

    assertDeclined(shop.preCheckout(PAYER, invoice, 1550, "post"));
    assertDeclined(shop.preCheckout(PAYER, invoice, 1550, "pigeon"));

    assertThat(lastDecision(invoice)).isEqualTo("SHIPPING_NOT_OFFERED");
    assertApproved(shop.preCheckout(PAYER, invoice, 2150, "courier"));
  }

  @Test
  void anInvoiceThatShipsIsNotPaidWithoutAnOption() {
    UUID invoice = shop.issue(tea());
    shop.askShipping(PAYER, invoice, "IN");

    assertDeclined(shop.preCheckout(PAYER, invoice, "USD", 1250));
  }

  @Test
  void anInvoiceThatDoesNotShipIsNotPaidWithAnOption() {
    UUID invoice = shop.issue(Shop.tea());

    assertDeclined(shop.preCheckout(PAYER, invoice, 1250, "post"));

    shop.approve(PAYER, invoice, "USD", 1250);
  }

  @Test
  void whatIsOfferedIsReplacedAsAWholeWhenTheAddressChanges() {
    UUID invoice = shop.issue(tea());
    shop.askShipping(PAYER, invoice, "IN");
    shop.askShipping(PAYER, invoice, "DE");

    assertDeclined(shop.preCheckout(PAYER, invoice, 1550, "post"));
  }

  @Test
  void whatIsOfferedToOnePayerCountsForNobodyElse() {
    UUID invoice = shop.issue(tea().put("usage", "REUSABLE"));
    shop.askShipping(PAYER, invoice, "IN");

    assertDeclined(shop.preCheckout(OTHER, invoice, 1550, "post"));

    shop.askShipping(OTHER, invoice, "IN");
    assertApproved(shop.preCheckout(OTHER, invoice, 1550, "post"));
    assertApproved(shop.preCheckout(PAYER, invoice, 1550, "post"));
  }

  // ---- The payment ----------------------------------------------------------------------------

  /** No field says how much the tip was: it is what goods and shipping leave. */
  @Test
  void theTipIsTheTotalWithoutGoodsAndShipping() {
    UUID invoice = shop.issue(tea().put("tip", new JsonObject().put("max", 500)));
    shop.askShipping(PAYER, invoice, "IN");
    assertApproved(shop.preCheckout(PAYER, invoice, 1750, "post"));

    pay(PAYER, invoice, 1750, "post", "whole");

    JsonObject payment = shop.payment("whole");
    assertThat(payment.getLong("goods")).isEqualTo(1250);
    assertThat(payment.getLong("shipping")).isEqualTo(300);
    assertThat(payment.getLong("tip")).isEqualTo(200);
    assertThat(payment.getString("shippingOptionId")).isEqualTo("post");
    assertThat(payment.getString("anomaly")).isNull();
    assertThat(books.lines(shop, "whole")).containsExactly("GOODS 1250", "SHIPPING 300", "TIP 200");
    books.assertBalanced(shop);
  }

  @Test
  void aPaymentWithAnOptionThatWasNeverOfferedIsHeldInFull() {
    UUID invoice = shop.issue(tea());
    shop.askShipping(PAYER, invoice, "DE");

    pay(PAYER, invoice, 1550, "post", "odd");
    pay(PAYER, invoice, 1250, "", "bare");

    assertThat(List.of(shop.payment("odd"), shop.payment("bare")))
        .allSatisfy(
            payment -> {
              assertThat(payment.getString("status")).isEqualTo("HELD");
              assertThat(payment.getString("anomaly")).isEqualTo("AMOUNT_MISMATCH");
              assertThat(payment.getLong("shipping")).isZero();
            });
    assertThat(books.lines(shop, "odd")).containsExactly("HELD 1550");
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    books.assertBalanced(shop);
  }

  @Test
  void aPaymentThatWasAgreedToCountsAlthoughThePayerAskedForAnotherAddressMeanwhile() {
    UUID invoice = shop.issue(tea());
    shop.askShipping(PAYER, invoice, "IN");
    assertApproved(shop.preCheckout(PAYER, invoice, 1550, "post"));
    shop.askShipping(PAYER, invoice, "DE");

    pay(PAYER, invoice, 1550, "post", "agreed");

    assertThat(shop.payment("agreed").getString("status")).isEqualTo("COUNTED");
    assertThat(books.lines(shop, "agreed")).containsExactly("GOODS 1250", "SHIPPING 300");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void anOptionOnAnInvoiceThatDoesNotShipIsHeld() {
    UUID invoice = shop.issue(Shop.tea());

    pay(PAYER, invoice, 1250, "post", "odd");

    assertThat(shop.payment("odd").getString("anomaly")).isEqualTo("AMOUNT_MISMATCH");
  }

  // ---- What they have in common ---------------------------------------------------------------

  /** Tea by post to India, by courier to everywhere. */
  private static JsonObject tea() {
    return Shop.tea()
        .put("shipping", shipping(toIndia(), option("courier", 900).put("title", "Courier")));
  }

  private static JsonObject toIndia() {
    return option("post", 0).put("prices", Shop.prices(250, 50)).put("countries", List.of("IN"));
  }

  private static JsonObject shipping(JsonObject... options) {
    return new JsonObject().put("options", new JsonArray(List.of(options)));
  }

  private static JsonObject option(String id, long price) {
    return new JsonObject().put("id", id).put("title", "Post").put("prices", Shop.prices(price));
  }

  private static List<String> ids(Response answer) {
    return answer.then().statusCode(200).extract().path("shipping_options.id");
  }

  private static void assertApproved(Response answer) {
    answer.then().statusCode(200).body("ok", is(true));
  }

  private static void assertDeclined(Response answer) {
    answer
        .then()
        .statusCode(200)
        .body("ok", is(false))
        .body(
            "error_message",
            equalTo(
                "This way of shipping is not offered for your order. Please enter your address again"
                    + " and choose one."));
  }

  private static void assertRefused(Response answer) {
    answer.then().statusCode(200).body(emptyString());
  }

  private void pay(long payer, UUID invoice, long amount, String option, String chargeId) {
    shop.pay(
            payer,
            shop.payload(invoice),
            "USD",
            amount,
            chargeId,
            payment -> option.isEmpty() ? payment : payment.put("shipping_option_id", option))
        .then()
        .statusCode(200);
  }

  private String offered(long payer, UUID invoice) {
    return database.text(
        "SELECT offered::text FROM shipping_offer WHERE payer_id = ? AND invoice_id = ?",
        payer,
        invoice);
  }

  private String lastDecision(UUID invoice) {
    return database.text(
        "SELECT data::json ->> 'decision' FROM invoice_event WHERE invoice_id = ?"
            + " AND data::json ->> 'decision' IS NOT NULL ORDER BY id DESC LIMIT 1",
        invoice);
  }

  private double refused(String reason) {
    return meters.get("tillgram.shipping.queries").tag("reason", reason).counter().count();
  }

  private double refusals(String outcome) {
    return meters.get("tillgram.shipping.refusals").tag("outcome", outcome).counter().count();
  }
}
