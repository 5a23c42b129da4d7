package io.github.tillgram.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.SandboxGroup;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service without a public address: it asks for its updates, and sells all the same. */
@QuarkusTest
@TestProfile(LongPollTest.Polling.class)
class LongPollTest {

  /** As an operator sets it who has no address to give. */
  public static final class Polling implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tillgram.telegram.updates", "POLLING");
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Telegram lets a payer wait so long. */
  private static final Duration TELEGRAMS_PATIENCE = Duration.ofSeconds(10);

  private static final long NORA = 5000001;
  private static final long MILA = 5000002;

  /** Bots of other tests are nobody's business here. */
  private static final String OTHERS_ARE_POLLED_ELSEWHERE =
      "INSERT INTO long_poll SELECT id, ?, now() + interval '10 minutes' FROM bot"
          + " ON CONFLICT (bot_id) DO UPDATE"
          + " SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until";

  @Inject Shops shops;
  @Inject Database database;
  @Inject MeterRegistry meters;
  @Inject WatchWebhooks watchdog;
  @Inject WatchQueue watched;
  @Inject PollUpdates polls;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() throws Throwable {
    database.update(OTHERS_ARE_POLLED_ELSEWHERE, UUID.randomUUID());
    shop = shops.open();
    chat = new SandboxChat(shop, NORA);
    VertxContextSupport.subscribeAndAwait(polls::round);
    await().atMost(PATIENCE).until(this::isPolled);
  }

  @Test
  void anInvoiceIsPaidInTheChat() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", NORA));

    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");

    awaitPaid(invoice);
    await().atMost(PATIENCE).until(() -> pending() == 0);
    assertThat(shop.timeline(invoice))
        .containsOnlyOnce("invoice.checkout_approved", "payment.received", "invoice.paid");
  }

  @Test
  void aPayerHearsWhyHeCannotPay() {
    UUID invoice = shop.issue(Shop.tea().put("payerId", MILA));
    String link = shop.link(invoice).path("link");

    JsonObject result = SandboxChat.payLink(link, NORA, "PAY");

    assertThat(result.getString("result")).isEqualTo("DECLINED");
    assertThat(shop.timeline(invoice)).contains("invoice.checkout_declined");
  }

  @Test
  void shippingIsOfferedAndAnInlineQueryIsAnswered() {
    UUID invoice =
        shop.issue(
            Shop.tea()
                .put("usage", "REUSABLE")
                .put("inline", true)
                .put("sendTo", NORA)
                .put("shipping", new JsonObject("{\"options\": [%s]}".formatted(POST))));

    JsonObject paid =
        chat.order(
            chat.awaitInvoice(),
            new JsonObject()
                .put("outcome", "PAY")
                .put("country", "IN")
                .put("shippingOption", "post"));

    assertThat(paid.getString("result")).as(paid.encode()).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> shop.timeline(invoice).contains("payment.received"));
    assertThat(SandboxGroup.type(shop, NORA, "tea", "").getJsonArray("results")).hasSize(1);
  }

  private static final String POST =
      "{\"id\": \"post\", \"title\": \"Post\", \"prices\": [{\"label\": \"Post\", \"amount\": 300}]}";

  /** His refund is held up for longer than her patience; only he waits. */
  @Test
  void aSlowUpdateHoldsUpNobodyElse() {
    UUID his = shop.issue(Shop.stars(50).put("sendTo", NORA));
    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");
    awaitPaid(his);
    UUID hers = shop.issue(Shop.tea());
    String link = shop.link(hers).path("link");

    try (HeldLock lock = database.lock(his)) {
      chat.refundElsewhere(shop.read(his).path("payments[0].telegramChargeId"));
      database.awaitBlocked(1);
      Instant pressed = Instant.now();
      assertThat(SandboxChat.payLink(link, MILA, "PAY").getString("result")).isEqualTo("PAID");
      assertThat(Duration.between(pressed, Instant.now())).isLessThan(TELEGRAMS_PATIENCE);
      awaitPaid(hers);
      assertThat(pending()).as("what is not done with is not forgotten").isPositive();
    }

    await().atMost(PATIENCE).until(() -> shop.status(his).equals("REFUNDED"));
    await().atMost(PATIENCE).until(() -> pending() == 0);
  }

  /** The webhook's handlers decline when the budget is over; nothing is sent twice. */
  @Test
  void anAnswerThatWasLostOrRefusedForNowIsGivenAgain() {
    for (String trouble : new String[] {"SERVER_ERROR", "BAD_GATEWAY", "CLOSE", "LOST_ANSWER"}) {
      UUID invoice = shop.issue(Shop.tea());
      String link = shop.link(invoice).path("link");
      chat.fault("answerPreCheckoutQuery", trouble, 1, 0);

      assertThat(SandboxChat.payLink(link, NORA, "PAY").getString("result"))
          .as(trouble)
          .isEqualTo("PAID");
      awaitPaid(invoice);
      assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.checkout_approved");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RATE_LIMIT", "BAD_GATEWAY", "LOST_ANSWER"})
  void whateverHappensToACallNoUpdateIsLost(String trouble) {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", NORA));
    long message = chat.awaitInvoice();
    chat.fault("getUpdates", trouble, 2, 1);

    assertThat(chat.press(message, "PAY").getString("result")).isEqualTo("PAID");

    awaitPaid(invoice);
  }

  @Test
  void aWebhookThatSomebodySetIsTakenAwayAgain() {
    call("setWebhook", new JsonObject().put("url", "https://elsewhere.example/hook"));

    await().atMost(PATIENCE).until(this::isPolled);
    UUID invoice = shop.issue(Shop.tea().put("sendTo", NORA));
    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");
    awaitPaid(invoice);
  }

  @Test
  void anotherTokenIsUsedAsSoonAsItIsKnown() {
    shops.renewToken(shop);

    UUID invoice = shop.issue(Shop.tea().put("sendTo", NORA));
    long message = chat.awaitInvoice();
    await()
        .atMost(PATIENCE)
        .until(() -> chat.press(message, "PAY").getString("result").equals("PAID"));
    awaitPaid(invoice);
  }

  @Test
  void nobodyRegistersAWebhook() throws Throwable {
    shop.api()
        .body("{\"rotateSecret\": true}")
        .patch("/api/v1/bots/" + shop.botId())
        .then()
        .statusCode(200)
        .body("webhook.url", equalTo(""))
        .body("webhook.registered", equalTo(false));
    database.update("UPDATE outbox SET due_at = now() WHERE kind = 'webhook.register'");
    VertxContextSupport.subscribeAndAwait(() -> watched.adopt(Duration.ZERO));
    VertxContextSupport.subscribeAndAwait(() -> watchdog.look());

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number("SELECT count(*) FROM outbox WHERE kind = 'webhook.register'")
                    == 0);
    assertThat(isPolled()).isTrue();
    shop.api()
        .get("/api/v1/bots/" + shop.botId() + "/webhook")
        .then()
        .statusCode(200)
        .body("inOrder", equalTo(true))
        .body("expected.url", equalTo(""))
        .body("findings", empty());
  }

  @Test
  void itIsMeteredLikeADelivery() {
    double before = handled();
    UUID invoice = shop.issue(Shop.tea().put("sendTo", NORA));
    chat.press(chat.awaitInvoice(), "PAY");
    awaitPaid(invoice);

    await().atMost(PATIENCE).until(() -> handled() > before);
    assertThat(meters.get("tillgram.long.polls").gauge().value()).isPositive();
    assertThat(
            meters
                .get("tillgram.bot.api")
                .tag("method", "getUpdates")
                .tag("outcome", "ok")
                .timer()
                .count())
        .isPositive();
  }

  private double handled() {
    return meters
        .get("tillgram.updates")
        .tag("kind", "pre_checkout_query")
        .tag("outcome", "handled")
        .timer()
        .count();
  }

  private void awaitPaid(UUID invoice) {
    await().atMost(PATIENCE).until(() -> shop.status(invoice).equals("PAID"));
  }

  private boolean isPolled() {
    return info().getString("url").isEmpty()
        && database.number(
                "SELECT count(*) FROM long_poll WHERE bot_id = ? AND lease_until > now()",
                shop.botId())
            == 1;
  }

  private int pending() {
    return info().getInteger("pending_update_count");
  }

  private JsonObject info() {
    return call("getWebhookInfo", new JsonObject()).getJsonObject("result");
  }

  private JsonObject call(String method, JsonObject arguments) {
    return new JsonObject(
        given()
            .contentType(ContentType.JSON)
            .body(arguments.encode())
            .post("/sandbox/telegram/bot" + shops.token(shop.botId()) + "/" + method)
            .asString());
  }
}
