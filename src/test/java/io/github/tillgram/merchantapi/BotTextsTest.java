package io.github.tillgram.merchantapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BotTextsTest {

  @Inject Shops shops;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void withoutTextsOfTheMerchantThereAreOurs() {
    shop.api()
        .get(path(shop))
        .then()
        .statusCode(200)
        .body("texts.en.start", nullValue())
        .body("defaults.en.start", startsWith("Hello!"))
        .body("defaults.ru.paysupport", startsWith("Проблема"))
        .body("defaults.hi.help", startsWith("भुगतान"))
        .body("defaults.bn.terms", startsWith("এই"));
  }

  @Test
  void textsAreReplacedAsAWhole() {
    put(new JsonObject().put("en", new JsonObject().put("start", "Hi").put("help", "Ask")), 200);

    put(new JsonObject().put("ru", new JsonObject().put("help", "Спросите").putNull("terms")), 200)
        .body("texts.en.start", nullValue())
        .body("texts.ru.help", equalTo("Спросите"))
        .body("texts.ru.terms", nullValue());
    shop.api().get(path(shop)).then().body("texts.ru.help", equalTo("Спросите"));

    put(new JsonObject(), 200).body("texts.ru.help", nullValue());
  }

  @Test
  void everyWrongTextIsNamed() {
    put(
            new JsonObject()
                .put("en", new JsonObject().put("start", " ").put("help", "x".repeat(4_097)))
                .put("bn", new JsonObject().put("terms", "a\0b")),
            422)
        .body("errors.field", containsInAnyOrder("en.start", "en.help", "bn.terms"));
    put(new JsonObject().put("de", new JsonObject().put("start", "Hallo")), 422)
        .body("errors.field", hasItem("de"));
    put(new JsonObject().put("en", new JsonObject().put("begin", "Hi")), 422);
    put(new JsonObject().put("en", new JsonObject().put("start", "🫖".repeat(4_096))), 200);
    shop.api().contentType(ContentType.JSON).put(path(shop)).then().statusCode(422);
  }

  @Test
  void anotherMerchantsBotDoesNotExist() {
    Shop other = shops.open();

    other.api().get(path(shop)).then().statusCode(404);
    other.api().body("{\"en\": {\"start\": \"Mine now\"}}").put(path(shop)).then().statusCode(404);

    shop.api().get(path(shop)).then().body("texts.en.start", nullValue());
  }

  @Test
  void aPayerHearsTheMerchantsWordsInHisLanguageElseTheEnglishOnesElseOurs() {
    put(
        new JsonObject()
            .put("en", new JsonObject().put("support", "Write to @tea").put("terms", "Fair"))
            .put("ru", new JsonObject().put("terms", "Честно")),
        200);
    SandboxChat mila = new SandboxChat(shop, 5000002);

    mila.say("/terms");
    mila.say("/support");
    mila.say("/help");

    await().atMost(Duration.ofSeconds(20)).until(() -> mila.texts().size() == 6);
    assertThat(mila.texts()).contains("Честно", "Write to @tea");
    assertThat(mila.texts()).anyMatch(text -> text.startsWith("Как оплатить"));
  }

  private ValidatableResponse put(JsonObject texts, int status) {
    return shop.api().body(texts.encode()).put(path(shop)).then().statusCode(status);
  }

  private static String path(Shop shop) {
    return "/api/v1/bots/" + shop.botId() + "/texts";
  }
}
