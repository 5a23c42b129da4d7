package io.github.tillgram.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new secret reaches Telegram, and nothing that is under way with the old one is turned away. */
@QuarkusTest
class SecretRotationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;
  @Inject BotRepository bots;
  @Inject RegisterWebhook registerWebhook;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void bothSecretsCountForAWhileAndThenTheNewOneAlone() {
    String old = shop.webhookSecret();
    assertThat(knock(old)).isEqualTo(200);

    Response rotated = rotate();

    rotated.then().statusCode(200).body("webhook.registered", equalTo(true));
    String fresh = shops.webhookSecret(shop.botId());
    assertThat(fresh).isNotEqualTo(old);
    assertThat(rotated.asString()).doesNotContain(old).doesNotContain(fresh);
    assertThat(knock(old)).isEqualTo(200);
    assertThat(knock(fresh)).as("a replica that has not heard of it looks again").isEqualTo(200);
    assertThat(knock(old)).isEqualTo(200);

    database.update(
        "UPDATE bot SET previous_secret_until = now() - interval '1 second' WHERE id = ?",
        shop.botId());

    await().atMost(PATIENCE).until(() -> knock(old) == 401);
    assertThat(knock(fresh)).isEqualTo(200);
  }

  @Test
  void whileSecretsAreRotatedNobodyIsTurnedAway() {
    List<String> paid =
        IntStream.range(0, 20)
            .mapToObj(i -> shop.issue(Shop.tea()))
            .map(invoice -> payment(invoice))
            .toList();
    String old = shop.webhookSecret();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();

    paid.subList(0, 10).forEach(payment -> answers.add(knockLater(old, payment)));
    rotate().then().statusCode(200);
    String fresh = shops.webhookSecret(shop.botId());
    paid.subList(10, 20)
        .forEach(
            payment -> {
              answers.add(knockLater(fresh, payment));
              answers.add(knockLater(old, payment));
            });

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
    assertThat(
            database.number(
                "SELECT count(*) FROM invoice WHERE bot_id = ? AND status = 'PAID'", shop.botId()))
        .isEqualTo(paid.size());
  }

  @Test
  void telegramSendsTheNewSecretAndPaymentsGoOn() {
    rotate().then().statusCode(200);
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);

    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");

    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
  }

  @Test
  void aSecretThatTelegramDoesNotTakeAtOnceIsToldLater() {
    new SandboxChat(shop, SandboxChat.PAYER).fault("setWebhook", "SERVER_ERROR", 1, 0);

    rotate().then().statusCode(200).body("webhook.registered", equalTo(false));
    awaitRegistrationByTheOutbox();
  }

  @Test
  void aRegistrationWithTheOldSecretIsNotTakenForOneWithTheNew() throws Throwable {
    Bot before = onContext(() -> Panache.withSession(() -> bots.findById(shop.botId())));
    new SandboxChat(shop, SandboxChat.PAYER).fault("setWebhook", "SERVER_ERROR", 1, 0);
    rotate().then().body("webhook.registered", equalTo(false));

    onContext(() -> registerWebhook.now(before));

    shop.api()
        .get("/api/v1/bots/" + shop.botId())
        .then()
        .body("webhook.registered", equalTo(false));
  }

  @Test
  void aRegistrationThatComesTooLateIsMadeUpFor() throws Throwable {
    Bot before = onContext(() -> Panache.withSession(() -> bots.findById(shop.botId())));
    rotate().then().body("webhook.registered", equalTo(true));

    onContext(() -> registerWebhook.now(before));
    awaitRegistrationByTheOutbox();
    database.update(
        "UPDATE bot SET previous_webhook_secret = NULL, previous_secret_until = NULL WHERE id = ?",
        shop.botId());
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    await().atMost(PATIENCE).until(() -> knock(shop.webhookSecret()) == 401);
    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
  }

  @Test
  void asLongAsTelegramMayUseTheOldSecretAnotherRotationDoesNotEndIt() {
    String old = shop.webhookSecret();
    new SandboxChat(shop, SandboxChat.PAYER).fault("setWebhook", "SERVER_ERROR", 2, 0);

    rotate().then().statusCode(200).body("webhook.registered", equalTo(false));
    String first = shops.webhookSecret(shop.botId());
    rotate().then().statusCode(200).body("webhook.registered", equalTo(false));

    assertThat(knock(old)).isEqualTo(200);
    assertThat(knock(first)).isEqualTo(200);
    rotate().then().statusCode(200).body("webhook.registered", equalTo(true));
    assertThat(shops.webhookSecret(shop.botId())).as("Telegram has it now").isEqualTo(first);
    rotate().then().statusCode(200).body("webhook.registered", equalTo(true));
    assertThat(shops.webhookSecret(shop.botId())).isNotEqualTo(first);
  }

  private void awaitRegistrationByTheOutbox() {
    database.update(
        "UPDATE outbox SET due_at = now() WHERE kind = 'webhook.register' AND bot_id = ?",
        shop.botId());

    await()
        .atMost(PATIENCE)
        .until(() -> shop.api().get("/api/v1/bots/" + shop.botId()).path("webhook.registered"));
  }

  private static <T> T onContext(Supplier<Uni<T>> work) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(work);
  }

  private Response rotate() {
    return shop.api().body("{\"rotateSecret\": true}").patch("/api/v1/bots/" + shop.botId());
  }

  private String payment(UUID invoice) {
    return Shop.paymentUpdate(
            Shop.nextUpdateId(),
            SandboxChat.PAYER,
            shop.payload(invoice),
            "USD",
            1250,
            "charge-" + invoice,
            same -> same)
        .encode();
  }

  private CompletableFuture<Integer> knockLater(String secret, String body) {
    return CompletableFuture.supplyAsync(() -> knock(secret, body));
  }

  private int knock(String secret) {
    return knock(secret, "{\"update_id\": 1}");
  }

  private int knock(String secret, String body) {
    return given()
        .header("X-Telegram-Bot-Api-Secret-Token", secret)
        .body(body)
        .post("/telegram/webhook/" + shop.botKey())
        .statusCode();
  }
}
