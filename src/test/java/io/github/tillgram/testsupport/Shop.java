package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A merchant with a bot: calls our API with the merchant's key, and our webhook as Telegram would.
 */
public final class Shop {

  private static final AtomicLong UPDATE_IDS = new AtomicLong(System.nanoTime() & 0x3fff_ffff);

  private final String apiKey;
  private final UUID merchantId;
  private final UUID botId;
  private final long telegramBotId;
  private final String botKey;
  private final String webhookSecret;
  private final Database database;

  Shop(
      String apiKey,
      UUID merchantId,
      UUID botId,
      long telegramBotId,
      String botKey,
      String webhookSecret,
      Database database) {
    this.apiKey = apiKey;
    this.merchantId = merchantId;
    this.botId = botId;
    this.telegramBotId = telegramBotId;
    this.botKey = botKey;
    this.webhookSecret = webhookSecret;
    this.database = database;
  }

  public String apiKey() {
    return apiKey;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public UUID botId() {
    return botId;
  }

  /** The bot's id in the sandbox. */
  public long telegramBotId() {
    return telegramBotId;
  }

  public String botKey() {
    return botKey;
  }

  public String webhookSecret() {
    return webhookSecret;
  }

  /** A request to our own API with this merchant's key. */
  public RequestSpecification api() {
    return given().auth().oauth2(apiKey).contentType(ContentType.JSON);
  }

  /** An order for 12.50 USD of tea. */
  public static JsonObject tea() {
    return new JsonObject()
        .put("title", "Tea")
        .put("description", "Assam, 250 g")
        .put("currency", "USD")
        .put("prices", prices(1250));
  }

  /** An order for so many Stars. */
  public static JsonObject stars(long amount) {
    return tea().put("currency", "XTR").put("prices", prices(amount));
  }

  public static JsonArray prices(long... amounts) {
    JsonArray prices = new JsonArray();
    for (long amount : amounts) {
      prices.add(new JsonObject().put("label", "Tea").put("amount", amount));
    }
    return prices;
  }

  /** Issues an invoice that must be accepted, and gives its id. */
  public UUID issue(JsonObject order) {
    return UUID.fromString(
        api()
            .body(order.encode())
            .post("/api/v1/invoices")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  public Response read(UUID invoiceId) {
    return api().get("/api/v1/invoices/" + invoiceId);
  }

  public String status(UUID invoiceId) {
    return read(invoiceId).then().statusCode(200).extract().path("status");
  }

  /** The types of what happened to the invoice, in order. */
  public List<String> timeline(UUID invoiceId) {
    return api()
        .get("/api/v1/invoices/" + invoiceId + "/timeline?limit=200")
        .then()
        .statusCode(200)
        .extract()
        .path("items.type");
  }

  /** The payment of this charge as its merchant sees it; {@code null} when there is none. */
  public JsonObject payment(String chargeId) {
    return new JsonObject(api().get("/api/v1/payments?limit=200").asString())
        .getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(payment -> chargeId.equals(payment.getString("telegramChargeId")))
            .findFirst()
            .orElse(null);
  }

  /** What the merchant answers for a payment that is held. */
  public Response accept(String chargeId) {
    return api().post("/api/v1/payments/" + payment(chargeId).getString("id") + "/accept");
  }

  /** Asks for a refund of this charge. */
  public Response giveBack(String chargeId, String reason) {
    return api().body(new JsonObject().put("reason", reason).encode()).post(refundPath(chargeId));
  }

  public String refundPath(String chargeId) {
    return "/api/v1/payments/" + payment(chargeId).getString("id") + "/refund";
  }

  public Response cancel(UUID invoiceId) {
    return api().post("/api/v1/invoices/" + invoiceId + "/cancel");
  }

  /** Asks for the link of an invoice. */
  public Response link(UUID invoiceId) {
    return api().post("/api/v1/invoices/" + invoiceId + "/link");
  }

  /** Has the bot's token revoked, which the service is not told. */
  public void renewToken() {
    given()
        .contentType(ContentType.JSON)
        .body(new JsonObject().put("bot", telegramBotId).put("renew", "TOKEN").encode())
        .post("/sandbox/api/tokens")
        .then()
        .statusCode(200);
  }

  /** What the invoice is called outside. */
  public String payload(UUID invoiceId) {
    return database.text("SELECT payload FROM invoice WHERE id = ?", invoiceId);
  }

  /** Posts a body to the bot's webhook, as Telegram would. */
  public Response deliver(String body) {
    return given()
        .header("X-Telegram-Bot-Api-Secret-Token", webhookSecret)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/telegram/webhook/" + botKey);
  }

  public Response preCheckout(long payer, UUID invoiceId, String currency, long amount) {
    return preCheckout(payer, payload(invoiceId), currency, amount);
  }

  public Response preCheckout(long payer, String payload, String currency, long amount) {
    return deliver(preCheckoutUpdate(nextUpdateId(), payer, payload, currency, amount).encode());
  }

  public static JsonObject preCheckoutUpdate(
      long updateId, long payer, String payload, String currency, long amount) {
    return new JsonObject()
        .put("update_id", updateId)
        .put(
            "pre_checkout_query",
            new JsonObject()
                .put("id", Long.toString(updateId * 31))
                .put("from", user(payer))
                .put("currency", currency)
                .put("total_amount", amount)
                .put("invoice_payload", payload));
  }

  /** Delivers a payer's question what sending the goods to a country costs. */
  public Response askShipping(long payer, UUID invoiceId, String country) {
    return deliver(shippingUpdate(nextUpdateId(), payer, payload(invoiceId), country).encode());
  }

  public static JsonObject shippingUpdate(
      long updateId, long payer, String payload, String country) {
    JsonObject address = new JsonObject().put("country_code", country);
    for (String part : List.of("state", "city", "street_line1", "street_line2", "post_code")) {
      address.put(part, "");
    }
    return new JsonObject()
        .put("update_id", updateId)
        .put(
            "shipping_query",
            new JsonObject()
                .put("id", Long.toString(updateId * 31))
                .put("from", user(payer))
                .put("invoice_payload", payload)
                .put("shipping_address", address));
  }

  /** A pre-checkout by a payer who chose a way of shipping. */
  public Response preCheckout(long payer, UUID invoiceId, long amount, String shippingOption) {
    JsonObject update = preCheckoutUpdate(nextUpdateId(), payer, payload(invoiceId), "USD", amount);
    update.getJsonObject("pre_checkout_query").put("shipping_option_id", shippingOption);
    return deliver(update.encode());
  }

  /** Lets a payer reserve the invoice, as the first half of paying. */
  public void approve(long payer, UUID invoiceId, String currency, long amount) {
    preCheckout(payer, invoiceId, currency, amount).then().statusCode(200).body("ok", is(true));
  }

  /** Delivers the proof of a payment, made now. */
  public Response pay(long payer, UUID invoiceId, String currency, long amount, String chargeId) {
    return pay(payer, payload(invoiceId), currency, amount, chargeId, payment -> payment);
  }

  public Response pay(
      long payer,
      String payload,
      String currency,
      long amount,
      String chargeId,
      UnaryOperator<JsonObject> change) {
    return deliver(
        paymentUpdate(nextUpdateId(), payer, payload, currency, amount, chargeId, change).encode());
  }

  public static JsonObject paymentUpdate(
      long updateId,
      long payer,
      String payload,
      String currency,
      long amount,
      String chargeId,
      UnaryOperator<JsonObject> change) {
    JsonObject payment =
        new JsonObject()
            .put("currency", currency)
            .put("total_amount", amount)
            .put("invoice_payload", payload)
            .put("telegram_payment_charge_id", chargeId)
            .put("provider_payment_charge_id", "prov-" + chargeId);
    return message(updateId, payer)
        .put(
            "message",
            message(updateId, payer)
                .getJsonObject("message")
                .put("successful_payment", change.apply(payment)));
  }

  /** Delivers the message that a charge was given back: it comes from the bot. */
  public Response refund(
      long payer, String payload, String currency, long amount, String chargeId) {
    return deliver(refundUpdate(payer, payload, currency, amount, chargeId).encode());
  }

  public JsonObject refundUpdate(
      long payer, String payload, String currency, long amount, String chargeId) {
    JsonObject update = message(nextUpdateId(), payer);
    update
        .getJsonObject("message")
        .put("from", new JsonObject().put("id", telegramBotId).put("is_bot", true))
        .put(
            "refunded_payment",
            new JsonObject()
                .put("currency", currency)
                .put("total_amount", amount)
                .put("invoice_payload", payload)
                .put("telegram_payment_charge_id", chargeId));
    return update;
  }

  public static long nextUpdateId() {
    return UPDATE_IDS.incrementAndGet();
  }

  public static JsonObject user(long id) {
    return new JsonObject()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", "Payer")
        .put("language_code", "en");
  }

  private static JsonObject message(long updateId, long payer) {
    return new JsonObject()
        .put("update_id", updateId)
        .put(
            "message",
            new JsonObject()
                .put("message_id", updateId)
                .put("from", user(payer))
                .put("chat", new JsonObject().put("id", payer).put("type", "private"))
                .put("date", System.currentTimeMillis() / 1000));
  }
}
