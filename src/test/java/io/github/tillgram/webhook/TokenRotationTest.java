package io.github.tillgram.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * @BotFather makes an old token void at once, so somebody always comes too late with it.
 */
@QuarkusTest
class TokenRotationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void whatARevokedTokenCouldNotSendIsSentWithTheNextOne() {
    String next = renew("TOKEN").getString("token");
    List<Long> payers = List.of(5000001L, 5000002L, 5000003L);
    payers.forEach(payer -> shop.issue(Shop.tea().put("sendTo", payer)));
    await().atMost(PATIENCE).until(() -> refusedSends() == payers.size());

    change(new JsonObject().put("token", next))
        .then()
        .statusCode(200)
        .body("webhook.registered", equalTo(true));

    payers.forEach(payer -> new SandboxChat(shop, payer).awaitInvoice());
    assertThat(pendingSends()).isZero();
  }

  @Test
  void aPayerWhoPressesPayWhileTheBotHasNoTokenIsServedOnceItHasOne() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    long message = chat.awaitInvoice();
    String next = renew("TOKEN").getString("token");
    CompletableFuture<JsonObject> pay =
        CompletableFuture.supplyAsync(() -> chat.press(message, "PAY"));
    await().until(() -> pendingUpdates() == 1);

    change(new JsonObject().put("token", next)).then().statusCode(200);

    assertThat(pay.join().getString("result")).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
    await().atMost(PATIENCE).until(() -> chat.texts().size() == 1);
  }

  @Test
  void aWebhookThatTheNextTokenCouldNotRegisterAtOnceIsRegisteredLater() {
    String next = renew("TOKEN").getString("token");
    new SandboxChat(shop, SandboxChat.PAYER).fault("setWebhook", "SERVER_ERROR", 1, 0);

    change(new JsonObject().put("token", next))
        .then()
        .statusCode(200)
        .body("webhook.registered", equalTo(false));
    database.update(
        "UPDATE outbox SET due_at = now() WHERE kind = 'webhook.register' AND bot_id = ?",
        shop.botId());

    String path = "/api/v1/bots/" + shop.botId();
    await().atMost(PATIENCE).until(() -> shop.api().get(path).path("webhook.registered"));
    shop.api().get(path + "/webhook").then().body("inOrder", equalTo(true));
  }

  @Test
  void aRegistrationWithARevokedTokenWaitsForTheNextOne() {
    database.update("UPDATE bot SET webhook_registered = false WHERE id = ?", shop.botId());
    String next = renew("TOKEN").getString("token");
    database.update(
        "INSERT INTO outbox (kind, bot_id, body) VALUES ('webhook.register', ?, '{}')",
        shop.botId());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM outbox WHERE bot_id = ? AND state = 'PENDING'"
                            + " AND last_error LIKE 'Unauthorized%'",
                        shop.botId())
                    == 1);

    change(new JsonObject().put("token", next)).then().statusCode(200);

    await()
        .atMost(PATIENCE)
        .until(() -> shop.api().get("/api/v1/bots/" + shop.botId()).path("webhook.registered"));
  }

  @Test
  void withANewProviderTokenOldInvoicesArePaidAndNewOnesAreSent() {
    UUID old = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    long message = chat.awaitInvoice();
    String next = renew("PROVIDER_TOKENS").getString("providerToken");

    change(new JsonObject().put("providerToken", next)).then().statusCode(200);

    assertThat(chat.press(message, "PAY").getString("result")).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(old)));
    UUID later = shop.issue(Shop.tea().put("sendTo", 5000002L));
    new SandboxChat(shop, 5000002L).awaitInvoice();
    await().atMost(PATIENCE).until(() -> shop.timeline(later).contains("invoice.sent"));
  }

  private JsonPath renew(String what) {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"bot\": %d, \"renew\": \"%s\"}".formatted(shop.telegramBotId(), what))
        .post("/sandbox/api/tokens")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private Response change(JsonObject changes) {
    return shop.api().body(changes.encode()).patch("/api/v1/bots/" + shop.botId());
  }

  private long refusedSends() {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND state = 'PENDING' AND kind LIKE 'issue.%'"
            + " AND last_error LIKE 'Unauthorized%'",
        shop.botId());
  }

  private long pendingSends() {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND kind LIKE 'issue.%' AND lease_owner IS"
            + " NULL",
        shop.botId());
  }

  private int pendingUpdates() {
    return given()
        .get("/sandbox/api/bots")
        .path("find { it.id == %d }.pendingUpdates".formatted(shop.telegramBotId()));
  }
}
