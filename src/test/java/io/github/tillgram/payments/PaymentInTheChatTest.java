package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The main job, whole: an invoice is sent by the bot, paid in the chat, and recorded. */
@QuarkusTest
class PaymentInTheChatTest {

  private static final long ENGLISH_PAYER = 5000001;

  @Inject Shops shops;

  @Test
  void anInvoiceThatIsSentAndPaidInTheChatIsPaidAndThePayerHearsOfIt() {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Shop.tea().put("sendTo", ENGLISH_PAYER));
    long messageId = sentInvoice(shop);

    JsonObject paid = press(shop, messageId, "PAY");

    assertThat(paid.getString("result")).isEqualTo("PAID");
    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
    shop.read(invoice)
        .then()
        .body("anomaly", nullValue())
        .body("payments.size()", equalTo(1))
        .body("payments[0].status", equalTo("COUNTED"))
        .body("payments[0].amount", equalTo(1250))
        .body("payments[0].goods", equalTo(1250))
        .body("payments[0].telegramChargeId", equalTo(paid.getString("chargeId")))
        .body("payments[0].payer.id", equalTo((int) ENGLISH_PAYER));
    await()
        .untilAsserted(
            () ->
                assertThat(types(shop, invoice))
                    .containsExactly(
                        "invoice.created",
                        "invoice.sent",
                        "invoice.checkout_approved",
                        "payment.received",
                        "invoice.paid",
                        "payer.told"));
    JsonArray messages = messages(shop);
    assertThat(messages.getJsonObject(messages.size() - 1).getString("text"))
        .isEqualTo("Thank you! Your payment of 12.50 USD for \"Tea\" has been received.");
  }

  @Test
  void anApprovedCheckoutThatIsNeverPaidLeavesTheInvoiceInCheckoutUntilTheReservationLapses() {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Shop.tea().put("sendTo", ENGLISH_PAYER));
    long messageId = sentInvoice(shop);

    JsonObject abandoned = press(shop, messageId, "ABANDON");

    assertThat(abandoned.getString("result")).isEqualTo("ABANDONED");
    assertThat(shop.status(invoice)).isEqualTo("CHECKOUT");
  }

  private static long sentInvoice(Shop shop) {
    await().atMost(Duration.ofSeconds(10)).until(() -> messages(shop).size() == 1);
    return messages(shop).getJsonObject(0).getLong("messageId");
  }

  private static JsonArray messages(Shop shop) {
    return new JsonObject(
            RestAssured.given()
                .queryParam("bot", shop.telegramBotId())
                .queryParam("person", ENGLISH_PAYER)
                .get("/sandbox/api/messages")
                .asString())
        .getJsonArray("messages");
  }

  private static JsonObject press(Shop shop, long messageId, String outcome) {
    return new JsonObject(
        RestAssured.given()
            .contentType(ContentType.JSON)
            .body(
                new JsonObject()
                    .put("bot", shop.telegramBotId())
                    .put("person", ENGLISH_PAYER)
                    .put("messageId", messageId)
                    .put("outcome", outcome)
                    .encode())
            .post("/sandbox/api/pay")
            .asString());
  }

  private static List<String> types(Shop shop, UUID invoice) {
    return shop.api().get("/api/v1/invoices/" + invoice + "/timeline").path("items.type");
  }
}
