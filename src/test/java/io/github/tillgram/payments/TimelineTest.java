package io.github.tillgram.payments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the timeline of a sale tells on each rail: what came, from where, which rule moved the
 * state, what was sent and what was answered.
 */
@QuarkusTest
class TimelineTest {

  private static final long PAYER = SandboxChat.PAYER;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, PAYER);
  }

  @Test
  void aSaleWithAProviderToken() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", PAYER));
    long message = chat.awaitInvoice();
    shop.preCheckout(PAYER, invoice, "USD", 1).then().statusCode(200);
    String charge = chat.press(message, "PAY").getString("chargeId");
    awaitType(invoice, "payer.told");

    assertThat(types(invoice))
        .containsExactly(
            "invoice.created",
            "invoice.sent",
            "invoice.checkout_declined",
            "invoice.checkout_approved",
            "payment.received",
            "invoice.paid",
            "payer.told");
    assertThat(entry(invoice, "invoice.created").getString("actor")).startsWith("key:");
    assertThat(data(invoice, "invoice.sent"))
        .isEqualTo(new JsonObject().put("chatId", PAYER).put("messageId", message));
    JsonObject declined = data(invoice, "invoice.checkout_declined");
    assertThat(declined.getString("decision")).isEqualTo("AMOUNT_MISMATCH");
    assertThat(declined.fieldNames()).contains("updateId").doesNotContain("invoiceStatusAfter");
    assertThat(entry(invoice, "invoice.checkout_approved").getString("actor"))
        .isEqualTo("telegram");
    assertMoved(invoice, "invoice.checkout_approved", "OPEN", "CHECKOUT");
    JsonObject received = data(invoice, "payment.received");
    assertThat(entry(invoice, "payment.received").getString("actor")).isEqualTo("telegram");
    assertThat(received.getString("telegramChargeId")).isEqualTo(charge);
    assertThat(received.fieldNames()).contains("updateId", "providerChargeId", "paymentId");
    assertThat(received.getString("rule")).isEqualTo("RESERVED");
    assertMoved(invoice, "invoice.paid", "CHECKOUT", "PAID");
    assertReceipt(invoice);
  }

  @Test
  void aSaleInStarsThatIsGivenBack() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = chat.press(chat.awaitInvoice(), "PAY").getString("chargeId");
    awaitType(invoice, "payer.told");
    chat.holdUpdates(true);
    shop.giveBack(charge, "Broken").then().statusCode(202);
    await()
        .atMost(PATIENCE)
        .until(() -> types(invoice).stream().filter("payer.told"::equals).count() == 2);

    assertThat(types(invoice))
        .containsExactly(
            "invoice.created",
            "invoice.sent",
            "invoice.checkout_approved",
            "payment.received",
            "invoice.paid",
            "payer.told",
            "payment.refund_requested",
            "payment.refunded",
            "payer.told");
    assertThat(entry(invoice, "payment.refund_requested").getString("actor")).startsWith("key:");
    assertThat(entry(invoice, "payment.refunded").getString("actor")).startsWith("key:");
    JsonObject refunded = data(invoice, "payment.refunded");
    assertThat(refunded.getString("telegramChargeId")).isEqualTo(charge);
    assertThat(refunded.getString("reason")).isEqualTo("Broken");
    assertThat(refunded.getString("proof")).isEqualTo("ANSWER");
    assertMoved(invoice, "payment.refunded", "PAID", "REFUNDED");
    assertThat(data(invoice, "payer.told").getString("text")).contains("100");
  }

  @Test
  void aRefundThatTelegramToldOf() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.approve(PAYER, invoice, "XTR", 100);
    shop.pay(PAYER, invoice, "XTR", 100, "charge").then().statusCode(200);
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "charge").then().statusCode(200);

    JsonObject refunded = data(invoice, "payment.refunded");
    assertThat(entry(invoice, "payment.refunded").getString("actor")).isEqualTo("telegram");
    assertThat(refunded.getString("proof")).isEqualTo("UPDATE");
    assertThat(refunded.fieldNames()).contains("updateId");
  }

  @Test
  void aPaymentThatItsMerchantAccepts() {
    UUID invoice = shop.issue(Shop.tea());
    shop.pay(PAYER, invoice, "USD", 1000, "charge").then().statusCode(200);
    assertThat(data(invoice, "payment.held").getString("rule")).isEqualTo("AMOUNT_MISMATCH");

    shop.accept("charge").then().statusCode(200);

    assertThat(data(invoice, "payment.received").getString("rule")).isEqualTo("ACCEPTED");
    assertThat(entry(invoice, "invoice.paid").getString("actor")).startsWith("key:");
    assertMoved(invoice, "invoice.paid", "OPEN", "PAID");
  }

  @Test
  void aSaleOnAPaysPage() {
    ApayShop apay = ApayShop.atSandbox(shop, database);
    chat.say("/start");
    UUID invoice = shop.issue(ApayShop.tea("INR", 50_000).put("sendTo", PAYER));
    awaitType(invoice, "invoice.sent");
    String link = shop.link(invoice).then().statusCode(200).extract().path("link");
    String page =
        given()
            .header("User-Agent", "Mozilla/5.0 Chrome/130.0 Mobile Safari/537.36")
            .redirects()
            .follow(false)
            .get(URI.create(link).getPath())
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    ApayShop.pay(page, "SUCCESS");
    awaitType(invoice, "payer.told");

    assertThat(types(invoice))
        .containsExactly(
            "invoice.created",
            "invoice.sent",
            "invoice.link_created",
            "apay.page_created",
            "payment.received",
            "invoice.paid",
            "payer.told");
    String order = apay.payments(invoice).get(0).getString("apayOrderId");
    assertThat(data(invoice, "invoice.sent").fieldNames()).contains("chatId", "messageId");
    assertThat(data(invoice, "invoice.link_created").getString("link")).isEqualTo(link);
    assertThat(entry(invoice, "apay.page_created").getString("actor")).isEqualTo("payer");
    assertThat(data(invoice, "apay.page_created").getString("orderId")).isEqualTo(order);
    assertThat(data(invoice, "apay.page_created").getInstant("keptUntil")).isNotNull();
    assertThat(entry(invoice, "payment.received").getString("actor")).isEqualTo("apay");
    assertThat(data(invoice, "payment.received").getString("apayOrderId")).isEqualTo(order);
    assertThat(data(invoice, "payment.received").getString("rule")).isEqualTo("RESERVED");
    assertMoved(invoice, "invoice.paid", "CHECKOUT", "PAID");
  }

  @Test
  void anEntryLeadsToItsEventAndToItsDeliveries() {
    UUID invoice = shop.issue(Shop.tea());
    await().atMost(PATIENCE).until(() -> entry(invoice, "invoice.created").getString("id") != null);
    String id = entry(invoice, "invoice.created").getString("id");

    assertThat(shop.api().get("/api/v1/events/" + id).jsonPath().getString("data.invoice.id"))
        .isEqualTo(invoice.toString());
    shop.api().get("/api/v1/deliveries?eventId=" + id).then().statusCode(200);
  }

  private void assertReceipt(UUID invoice) {
    JsonObject told = data(invoice, "payer.told");
    JsonObject receipt = chat.messages().get(chat.messages().size() - 1);
    assertThat(told.getLong("chatId")).isEqualTo(PAYER);
    assertThat(told.getLong("messageId")).isEqualTo(receipt.getLong("messageId"));
    assertThat(told.getString("text")).isEqualTo(receipt.getString("text"));
  }

  private void assertMoved(UUID invoice, String type, String before, String after) {
    assertThat(data(invoice, type).getString("invoiceStatusBefore")).isEqualTo(before);
    assertThat(data(invoice, type).getString("invoiceStatusAfter")).isEqualTo(after);
  }

  private void awaitType(UUID invoice, String type) {
    await().atMost(PATIENCE).until(() -> types(invoice).contains(type));
  }

  private List<String> types(UUID invoice) {
    return shop.timeline(invoice);
  }

  private JsonObject data(UUID invoice, String type) {
    return entry(invoice, type).getJsonObject("data");
  }

  /** The latest of a type. */
  private JsonObject entry(UUID invoice, String type) {
    return new JsonObject(shop.api().get("/api/v1/invoices/" + invoice + "/timeline").asString())
        .getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(entry -> entry.getString("type").equals(type))
            .reduce((former, latter) -> latter)
            .orElseThrow();
  }
}
