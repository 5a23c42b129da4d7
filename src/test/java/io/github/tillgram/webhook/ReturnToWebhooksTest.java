package io.github.tillgram.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates were polled, and come by webhook again: replicas of both settings run side by side. */
@QuarkusTest
class ReturnToWebhooksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;
  @Inject ReturnToWebhooks back;
  @Inject WatchQueue watched;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    call("deleteWebhook");
  }

  @Test
  void aBotThatNobodyPollsAnyMoreGetsItsWebhookBack() {
    polledUntil("1 second");

    await().atMost(PATIENCE).until(this::hasWebhook);

    assertThat(database.number("SELECT count(*) FROM long_poll WHERE bot_id = ?", shop.botId()))
        .isZero();
  }

  @Test
  void aBotThatIsPolledIsLeftAlone() throws Throwable {
    polledUntil("1 hour");
    database.update("DELETE FROM webhook_watch WHERE bot_id <> ?", shop.botId());
    database.update(
        "INSERT INTO webhook_watch (bot_id, due_at) VALUES (?, now())"
            + " ON CONFLICT (bot_id) DO UPDATE SET due_at = now(), lease_until = NULL",
        shop.botId());

    VertxContextSupport.subscribeAndAwait(back::round);

    assertThat(claimed()).doesNotContain(shop.botId());
    assertThat(hasWebhook()).isFalse();
    database.update("UPDATE long_poll SET lease_until = now() WHERE bot_id = ?", shop.botId());
    await().atMost(PATIENCE).until(this::hasWebhook);
  }

  private List<UUID> claimed() throws Throwable {
    return VertxContextSupport.subscribeAndAwait(
            () -> watched.claim(UUID.randomUUID(), Duration.ofSeconds(1), 1000))
        .stream()
        .map(WatchQueue.Watched::botId)
        .toList();
  }

  private void polledUntil(String ahead) {
    database.update(
        "INSERT INTO long_poll VALUES (?, ?, now() + cast(? AS interval))",
        shop.botId(),
        UUID.randomUUID(),
        ahead);
  }

  private boolean hasWebhook() {
    return call("getWebhookInfo")
        .getJsonObject("result")
        .getString("url")
        .endsWith("/telegram/webhook/" + shop.botKey());
  }

  private JsonObject call(String method) {
    return new JsonObject(
        given()
            .post("/sandbox/telegram/bot" + shops.token(shop.botId()) + "/" + method)
            .asString());
  }
}
