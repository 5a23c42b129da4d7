package io.github.tillgram.chat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommandMenuTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject CommandMenu menus;
  @Inject Scheduler scheduler;
  @Inject Shops shops;
  @Inject Database database;
  @Inject Clockwork clockwork;

  @Test
  void roundsComeByThemselves() {
    assertThat(scheduler.getScheduledJobs())
        .extracting(Trigger::getMethodDescription)
        .contains(CommandMenu.class.getName() + "#round");
  }

  @Test
  void aBotThatIsConnectedHasItsMenuInEveryLanguage() {
    Shop shop = shops.open();

    awaitMenu(shop);

    assertThat(descriptions(shop, "")).first().isEqualTo("Start");
    assertThat(descriptions(shop, "ru")).last().isEqualTo("Помощь с платежом");
    assertThat(descriptions(shop, "hi")).first().isEqualTo("शुरू करें");
    assertThat(commands(shop, "hi"))
        .containsExactly("start", "help", "terms", "support", "paysupport");
  }

  @Test
  void aMenuThatTelegramDoesNotTakeAtOnceIsToldAgain() {
    Shop shop = shops.open();
    new SandboxChat(shop, SandboxChat.PAYER).fault("setMyCommands", "SERVER_ERROR", 2, 0);

    take(shop);

    for (int attempt = 1; attempt <= 2; attempt++) {
      long failed = attempt;
      await().atMost(PATIENCE).until(() -> attemptsThatFailed(shop) == failed);
      assertThat(descriptions(shop, "bn")).isEmpty();
      clockwork.endWaiting(shop.botId());
    }
    await().atMost(PATIENCE).until(() -> descriptions(shop, "bn").size() == 5);
  }

  @Test
  void aNewTokenHasTheMenuToldAgain() {
    Shop shop = shops.open();
    awaitMenu(shop);
    call(shop, "deleteMyCommands", "bn");

    shop.api()
        .body("{\"token\": \"" + token(shop) + "\"}")
        .patch("/api/v1/bots/" + shop.botId())
        .then()
        .statusCode(200);

    awaitMenu(shop);
  }

  @Test
  void aMenuOfALaterReleaseIsLeftAlone() {
    Shop shop = shops.open();
    database.update("UPDATE bot SET menu_version = 1000 WHERE id = ?", shop.botId());
    database.update("DELETE FROM outbox WHERE bot_id = ? AND kind = 'chat.commands'", shop.botId());
    Shop next = shops.open();

    awaitMenu(next);

    assertThat(menuVersion(shop)).isEqualTo(1000);
  }

  /** Bots are told again only if the version grows; bring both up to date here. */
  @Test
  void whoeverChangesTheMenuRaisesItsVersion() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(TelegramJson.write(CommandMenu.menus()).getBytes(StandardCharsets.UTF_8));

    assertThat(CommandMenu.VERSION + " " + HexFormat.of().formatHex(digest, 0, 8))
        .isEqualTo("1 b300e4a714b683a0");
  }

  private void awaitMenu(Shop shop) {
    take(shop);
    await().atMost(PATIENCE).until(() -> descriptions(shop, "bn").size() == 5);
  }

  /** Does the rounds that would come in a moment, until this bot is among those it takes. */
  private void take(Shop shop) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              round();
              return menuVersion(shop) == CommandMenu.VERSION;
            });
  }

  private void round() {
    try {
      VertxContextSupport.subscribeAndAwait(menus::round);
    } catch (Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  private long menuVersion(Shop shop) {
    return database.number("SELECT menu_version FROM bot WHERE id = ?", shop.botId());
  }

  private long attemptsThatFailed(Shop shop) {
    return database.number(
        "SELECT coalesce(sum(attempts), 0) FROM outbox"
            + " WHERE bot_id = ? AND kind = 'chat.commands' AND last_error IS NOT NULL",
        shop.botId());
  }

  private static List<String> descriptions(Shop shop, String language) {
    return menu(shop, language, "description");
  }

  private static List<String> commands(Shop shop, String language) {
    return menu(shop, language, "command");
  }

  private static List<String> menu(Shop shop, String language, String field) {
    List<String> found = call(shop, "getMyCommands", language).path("result." + field);
    return found == null ? List.of() : found;
  }

  private static Response call(Shop shop, String method, String language) {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"language_code\": \"" + language + "\"}")
        .post("/sandbox/telegram/bot" + token(shop) + "/" + method);
  }

  private static String token(Shop shop) {
    return given()
        .get("/sandbox/api/bots")
        .path("find { it.id == " + shop.telegramBotId() + " }.token");
  }
}
