package io.github.tillgram.testsupport;

import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A payer of a subscription, as Telegram tells a shop of him. */
public final class Subscriber {

  public static final int MONTH = 2_592_000;

  private final Shop shop;
  private final UUID invoice;
  private final long payer;

  public Subscriber(Shop shop, UUID invoice, long payer) {
    this.shop = shop;
    this.invoice = invoice;
    this.payer = payer;
  }

  /** An order for so many Stars a month, open to anybody. */
  public static JsonObject monthly(long stars) {
    return Shop.stars(stars).put("subscriptionPeriod", MONTH).put("usage", "REUSABLE");
  }

  /** A moment so many days from now, in whole seconds as Telegram tells it; negative: ago. */
  public static Instant inDays(long days) {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days));
  }

  /** The first payment, made now and good for a month. */
  public void begins(String charge) {
    begins(charge, inDays(0));
  }

  /** The first payment, made at this moment and good for a month. */
  public void begins(String charge, Instant paidAt) {
    shop.deliver(first(charge, paidAt).encode()).then().statusCode(200);
  }

  public JsonObject first(String charge, Instant paidAt) {
    return payment(
        charge,
        paidAt,
        paidAt.plusSeconds(MONTH),
        payment -> payment.put("is_first_recurring", true));
  }

  /** A renewal made at the end of the period before, good for a month. */
  public void renews(String charge, Instant paidAt) {
    shop.deliver(renewal(charge, paidAt).encode()).then().statusCode(200);
  }

  public JsonObject renewal(String charge, Instant paidAt) {
    return payment(charge, paidAt, paidAt.plusSeconds(MONTH), UnaryOperator.identity());
  }

  private JsonObject payment(
      String charge, Instant paidAt, Instant until, UnaryOperator<JsonObject> change) {
    JsonObject update =
        Shop.paymentUpdate(
            Shop.nextUpdateId(),
            payer,
            shop.payload(invoice),
            "XTR",
            100,
            charge,
            payment ->
                change.apply(
                    payment
                        .put("is_recurring", true)
                        .put("subscription_expiration_date", until.getEpochSecond())));
    update.getJsonObject("message").put("date", paidAt.getEpochSecond());
    return update;
  }

  /** Telegram says that the subscription is {@code canceled}, {@code active} or {@code failed}. */
  public Response becomes(String state) {
    return becomes(state, Shop.nextUpdateId());
  }

  public Response becomes(String state, long updateId) {
    return shop.deliver(change(state, updateId, shop.payload(invoice)).encode());
  }

  public JsonObject change(String state, long updateId, String payload) {
    return new JsonObject()
        .put("update_id", updateId)
        .put(
            "subscription",
            new JsonObject()
                .put("user", Shop.user(payer))
                .put("invoice_payload", payload)
                .put("state", state));
  }

  /** What Telegram is answered when the payer presses Pay. */
  public JsonObject checksOut() {
    return new JsonObject(shop.preCheckout(payer, invoice, "XTR", 100).asString());
  }

  /** Every life of the subscription as the merchant sees it, newest first. */
  public List<JsonObject> lives() {
    JsonArray items =
        new JsonObject(
                shop.api()
                    .queryParam("invoiceId", invoice)
                    .queryParam("payerId", payer)
                    .get("/api/v1/subscriptions")
                    .asString())
            .getJsonArray("items");
    return items.stream().map(JsonObject.class::cast).toList();
  }

  /** The only life. */
  public JsonObject life() {
    List<JsonObject> lives = lives();
    if (lives.size() != 1) {
      throw new AssertionError("not one subscription: " + lives);
    }
    return lives.get(0);
  }

  public String status() {
    return life().getString("status");
  }

  public Instant expiresAt() {
    return life().getInstant("expiresAt");
  }
}
