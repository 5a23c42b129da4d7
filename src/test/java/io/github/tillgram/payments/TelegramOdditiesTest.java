package io.github.tillgram.payments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Telegram does that nobody would expect. {@code src/docs/oddities.md} lists all of it. */
@QuarkusTest
class TelegramOdditiesTest {

  private static final long PAYER = 42;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;

  @Inject Books books;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void updateIdsMayGoDownAfterAQuietWeek() {
    UUID first = shop.issue(Shop.stars(100));
    UUID second = shop.issue(Shop.stars(100));

    deliver(payment(2_000_000_000, PAYER, first, "charge-1"));
    deliver(payment(17, PAYER, second, "charge-2"));

    assertThat(shop.status(first)).isEqualTo("PAID");
    assertThat(shop.status(second)).isEqualTo("PAID");
  }

  @Test
  void aMessageMayHaveTheIdZero() {
    UUID invoice = shop.issue(Shop.stars(100));
    JsonObject update = payment(Shop.nextUpdateId(), PAYER, invoice, "charge");
    update.getJsonObject("message").put("message_id", 0);

    deliver(update);

    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPayersIdHasUpTo52Bits() {
    long payer = (1L << 52) - 1;
    UUID invoice = shop.issue(Shop.stars(100));
    shop.approve(payer, invoice, "XTR", 100);

    deliver(payment(Shop.nextUpdateId(), payer, invoice, "charge"));

    JsonObject payment = shop.payment("charge");
    assertThat(payment.getJsonObject("payer").getLong("id")).isEqualTo(payer);
    assertThat(payment.getString("anomaly")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-9223372036854775808", "-1", "9223372036854775807"})
  void theIdOfAQueryIsTextAndMayBeNegative(String queryId) {
    UUID invoice = shop.issue(Shop.stars(100));
    JsonObject update =
        Shop.preCheckoutUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "XTR", 100);
    update.getJsonObject("pre_checkout_query").put("id", queryId);

    shop.deliver(update.encode())
        .then()
        .statusCode(200)
        .body("pre_checkout_query_id", is(queryId))
        .body("ok", is(true));
  }

  @Test
  void aRefundComesFromTheBotAndItsPayerIsTheChat() {
    UUID invoice = shop.issue(Shop.stars(100));
    deliver(payment(Shop.nextUpdateId(), PAYER, invoice, "charge"));
    JsonObject refund = shop.refundUpdate(PAYER, shop.payload(invoice), "XTR", 100, "charge");
    JsonObject message = refund.getJsonObject("message");
    assertThat(message.getJsonObject("from").getLong("id")).isEqualTo(shop.telegramBotId());
    assertThat(message.getJsonObject("chat").getLong("id")).isEqualTo(PAYER);

    deliver(refund);

    assertThat(shop.payment("charge").getString("status")).isEqualTo("REFUNDED");
    assertThat(shop.payment("charge").getJsonObject("payer").getLong("id")).isEqualTo(PAYER);
  }

  @Test
  void aPaymentNamesItsInvoiceByThePayloadAlone() {
    UUID invoice = shop.issue(Shop.stars(100));
    JsonObject update = payment(Shop.nextUpdateId(), PAYER, invoice, "charge");
    assertThat(update.getJsonObject("message").containsKey("reply_to_message")).isFalse();

    deliver(update);

    assertThat(shop.payment("charge").getString("invoiceId")).isEqualTo(invoice.toString());
  }

  @Test
  void aQueryThatArrivesWhenItIsDeadReservesOnlyForAWhile() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    long message = chat.awaitInvoice();
    order("{\"update\": \"pre_checkout_query\", \"delivery\": \"DELAY\", \"delay\": \"PT11S\"}");

    assertThat(chat.press(message, "PAY").getString("result")).isEqualTo("TIMEOUT");

    await().atMost(PATIENCE).until(() -> shop.status(invoice).equals("CHECKOUT"));
    assertThat(chat.press(message, "PAY").getString("result")).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> shop.status(invoice).equals("PAID"));
  }

  @Test
  void anAcknowledgementThatGetsLostBringsThePaymentAgain() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    long message = chat.awaitInvoice();
    order("{\"update\": \"message\", \"delivery\": \"DUPLICATE\"}");
    order("{\"update\": \"pre_checkout_query\", \"delivery\": \"DUPLICATE\"}");

    assertThat(chat.press(message, "PAY").getString("result")).isEqualTo("PAID");

    awaitNothingPending();
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(books.payments(shop)).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> chat.texts().size() == 1);
  }

  @Test
  void paymentsMayArriveInAnotherOrderThanTheyWereMade() {
    UUID invoice = shop.issue(Shop.stars(100).put("usage", "REUSABLE"));
    shop.api()
        .body("{\"chatId\": " + SandboxChat.PAYER + "}")
        .post("/api/v1/invoices/" + invoice + "/send")
        .then()
        .statusCode(202);
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    long message = chat.awaitInvoice();
    order("{\"update\": \"message\", \"delivery\": \"REORDER\"}");

    String first = chat.press(message, "PAY").getString("chargeId");
    String second = chat.press(message, "PAY").getString("chargeId");

    awaitNothingPending();
    assertThat(List.of(first, second))
        .allSatisfy(
            charge -> assertThat(shop.payment(charge).getString("status")).isEqualTo("COUNTED"));
  }

  private void order(String detour) {
    given()
        .contentType(ContentType.JSON)
        .body(new JsonObject(detour).put("bot", shop.telegramBotId()).encode())
        .post("/sandbox/api/faults")
        .then()
        .statusCode(200);
  }

  private void awaitNothingPending() {
    await()
        .atMost(PATIENCE)
        .during(Duration.ofMillis(500))
        .until(
            () ->
                given()
                        .get("/sandbox/api/bots")
                        .jsonPath()
                        .getInt("find { it.id == " + shop.telegramBotId() + " }.pendingUpdates")
                    == 0);
  }

  private JsonObject payment(long updateId, long payer, UUID invoice, String charge) {
    return Shop.paymentUpdate(
        updateId, payer, shop.payload(invoice), "XTR", 100, charge, payment -> payment);
  }

  private void deliver(JsonObject update) {
    shop.deliver(update.encode()).then().statusCode(200);
  }
}
