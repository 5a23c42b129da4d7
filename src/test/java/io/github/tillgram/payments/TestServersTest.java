package io.github.tillgram.payments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bot of Telegram's test servers, which nobody reaches but by {@code /test}. */
@QuarkusTest
class TestServersTest {

  @Inject Shops shops;
  @Inject Books books;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.openOnTestServers();
    chat = new SandboxChat(shop, SandboxChat.PAYER);
  }

  @Test
  void aBotOfTheTestServersSellsFromTheFirstCallToTheReceipt() {
    // Given it is connected, and its webhook stands there and not on the live servers
    shop.api()
        .get("/api/v1/bots/" + shop.botId())
        .then()
        .body("environment", equalTo("TEST"))
        .body("webhook.registered", equalTo(true));
    telegram("/test").then().body("result.url", endsWith("/telegram/webhook/" + shop.botKey()));
    telegram("").then().statusCode(401).body("description", equalTo("Unauthorized"));

    // When an invoice is sent and paid
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    JsonObject paid = chat.press(chat.awaitInvoice(), "PAY");

    // Then it was asked for, approved and recorded, and the payer has a receipt
    assertThat(paid.getString("result")).isEqualTo("PAID");
    await().until(() -> shop.status(invoice).equals("PAID"));
    assertThat(shop.timeline(invoice))
        .containsSubsequence(
            "invoice.sent", "invoice.checkout_approved", "payment.received", "invoice.paid");
    assertThat(books.lines(shop, paid.getString("chargeId"))).containsExactly("GOODS 1250");
    await().until(() -> chat.texts().size() == 1);
    books.assertBalanced(shop);
  }

  @Test
  void starsOfTheTestServersAreGivenBackThere() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", SandboxChat.PAYER));
    String charge = chat.press(chat.awaitInvoice(), "PAY").getString("chargeId");
    await().until(() -> shop.payment(charge) != null);

    shop.giveBack(charge, "Broken").then().statusCode(202);

    await().until(() -> shop.status(invoice).equals("REFUNDED"));
    books.assertBalanced(shop);
  }

  private Response telegram(String environment) {
    return given()
        .get(
            "/sandbox/telegram/bot%s%s/getWebhookInfo"
                .formatted(shops.token(shop.botId()), environment));
  }
}
