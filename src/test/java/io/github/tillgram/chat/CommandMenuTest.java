package io.github.tillgram.chat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
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

  @Inject Shops shops;
  @Inject Database database;

  @Test
  void aBotThatIsConnectedHasItsMenuInEveryLanguage() {
    Shop shop = shops.open();

    await().atMost(PATIENCE).until(() -> descriptions(shop, "bn").size() == 5);

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

    await().atMost(PATIENCE).until(() -> descriptions(shop, "bn").size() == 5);
  }

  @Test
  void aNewTokenHasTheMenuToldAgain() {
    Shop shop = shops.open();
    await().atMost(PATIENCE).until(() -> descriptions(shop, "bn").size() == 5);
    call(shop, "deleteMyCommands", "bn");

    shop.api()
        .body("{\"token\": \"" + token(shop) + "\"}")
        .patch("/api/v1/bots/" + shop.botId())
        .then()
        .statusCode(200);

    await().atMost(PATIENCE).until(() -> descriptions(shop, "bn").size() == 5);
  }

  @Test
  void aMenuOfALaterReleaseIsLeftAlone() {
    Shop shop = shops.open();
    database.update("UPDATE bot SET menu_version = 1000 WHERE id = ?", shop.botId());
    database.update("DELETE FROM outbox WHERE bot_id = ? AND kind = 'chat.commands'", shop.botId());
    Shop next = shops.open();

    await().atMost(PATIENCE).until(() -> descriptions(next, "bn").size() == 5);

    assertThat(database.number("SELECT menu_version FROM bot WHERE id = ?", shop.botId()))
        .isEqualTo(1000);
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
