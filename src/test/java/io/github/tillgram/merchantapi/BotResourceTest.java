package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BotResourceTest {

  private static final String NOBODYS_TOKEN = "77:" + "A".repeat(35);

  /** Trouble that leaves the caller without an answer of Telegram's. */
  enum Down {
    SERVER_ERROR,
    BAD_GATEWAY,
    CLOSE,
    RATE_LIMIT,
    LOST_ANSWER
  }

  @Inject Shops shops;
  @Inject Database database;

  private String apiKey;
  private JsonPath sandboxBot;

  @BeforeEach
  void meetAMerchantAndABot() {
    apiKey = shops.merchant("Tea House").getString("apiKey");
    sandboxBot = shops.sandboxBot();
  }

  @Test
  void aBotIsConnectedAndItsWebhookIsInOrder() {
    Response connected = connect(bot());

    connected
        .then()
        .statusCode(201)
        .body("username", equalTo(sandboxBot.getString("username")))
        .body("mode", equalTo("TEST"))
        .body("environment", equalTo("PRODUCTION"))
        .body("role", equalTo("MERCHANT"))
        .body("webhook.url", endsWith("/telegram/webhook/" + connected.path("botKey")))
        .body("webhook.registered", equalTo(true));
    String id = connected.path("id");
    api()
        .get("/api/v1/bots/" + id + "/webhook")
        .then()
        .statusCode(200)
        .body("inOrder", equalTo(true))
        .body(
            "expected.allowedUpdates",
            contains(
                "inline_query",
                "message",
                "pre_checkout_query",
                "purchased_paid_media",
                "shipping_query",
                "subscription"))
        .body("actual.url", equalTo(connected.path("webhook.url")))
        .body(
            "actual.allowedUpdates",
            contains(
                "inline_query",
                "message",
                "pre_checkout_query",
                "purchased_paid_media",
                "shipping_query",
                "subscription"))
        .body("actual.maxConnections", equalTo(40));
    api().get("/api/v1/bots/" + id).then().statusCode(200).body("id", equalTo(id));
  }

  @Test
  void tokensAreKeptEncryptedAndNeverShownAgain() {
    Response connected = connect(bot());

    String token = sandboxBot.getString("token");
    String secret = token.substring(token.indexOf(':') + 1);
    assertThat(connected.asString()).doesNotContain(secret, sandboxBot.getString("providerToken"));
    assertThat(
            database.text(
                "SELECT concat_ws(' ', token, provider_token, webhook_secret) FROM bot WHERE id = ?",
                UUID.fromString(connected.path("id"))))
        .doesNotContain(secret, sandboxBot.getString("providerToken"))
        .matches("dev\\.\\S+ dev\\.\\S+ dev\\.\\S+");
  }

  @Test
  void withoutAProviderTokenTheModeIsThatOfTheEnvironment() {
    connect(new JsonObject().put("token", sandboxBot.getString("token")))
        .then()
        .statusCode(201)
        .body("mode", equalTo("LIVE"));
    connect(
            new JsonObject()
                .put("token", shops.sandboxBotOfTheTestServers().getString("token"))
                .put("environment", "TEST"))
        .then()
        .statusCode(201)
        .body("mode", equalTo("TEST"))
        .body("environment", equalTo("TEST"))
        .body("webhook.registered", equalTo(true));
  }

  @Test
  void aLiveProviderTokenMakesALiveBot() {
    connect(bot().put("providerToken", sandboxBot.getString("liveProviderToken")))
        .then()
        .statusCode(201)
        .body("mode", equalTo("LIVE"));
  }

  @Test
  void theBotsOfAMerchantAreListedNewestFirst() {
    String first = connect(bot()).path("id");
    String second =
        connect(new JsonObject().put("token", shops.sandboxBot().getString("token"))).path("id");

    api().get("/api/v1/bots").then().statusCode(200).body("items.id", contains(second, first));
    Response page = api().get("/api/v1/bots?limit=1");
    page.then().body("items.id", contains(second)).body("nextCursor", notNullValue());
    api()
        .queryParam("cursor", page.<String>path("nextCursor"))
        .get("/api/v1/bots?limit=1")
        .then()
        .body("items", hasSize(1))
        .body("items.id", contains(first))
        .body("nextCursor", equalTo(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12",
        "123456:",
        "abc:ABCDEFGHIJABCDEFGHIJABCDEFGHIJ",
        "1:../../../../../../etc/passwd/aaaa",
        "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%2e%2e"
      })
  void whatIsNoTokenIsSaidSoBeforeTelegramIsAsked(String token) {
    assertThat(assertInvalid(connect(bot().put("token", token)), "token")).contains("@BotFather");
  }

  @Test
  void aBotNeedsAToken() {
    JsonObject withoutToken = bot();
    withoutToken.remove("token");

    assertInvalid(connect(withoutToken), "token");
    assertInvalid(connect(bot().putNull("token")), "token");
    assertInvalid(connect(new JsonObject()), "token");
  }

  @Test
  void aTokenTelegramDoesNotKnowIsTheTokensFault() {
    assertThat(assertInvalid(connect(bot().put("token", NOBODYS_TOKEN)), "token"))
        .contains("not known to Telegram");
  }

  @Test
  void aBotOfTheTestServersIsNotConnectedAsOneOfTheLiveOnes() {
    JsonObject bot =
        new JsonObject().put("token", shops.sandboxBotOfTheTestServers().getString("token"));

    assertThat(assertInvalid(connect(bot), "environment")).contains("test servers", "TEST");

    connect(bot.put("environment", "TEST")).then().statusCode(201);
  }

  @Test
  void aBotOfTheLiveServersIsNotConnectedAsOneOfTheTestOnes() {
    assertThat(assertInvalid(connect(bot().put("environment", "TEST")), "environment"))
        .contains("live servers", "PRODUCTION");

    connect(bot().put("environment", "PRODUCTION")).then().statusCode(201);
  }

  @Test
  void whenTheOtherServersDoNotAnswerTheTokenIsUnknownAllTheSame() {
    fault("getMe", Down.BAD_GATEWAY.name(), 1);

    assertInvalid(connect(bot().put("environment", "TEST")), "token");
  }

  @Test
  void aBotIsConnectedOnlyOnce() {
    connect(bot()).then().statusCode(201);

    assertProblem(connect(bot()), 409, "conflict");
  }

  @Test
  void theKindsOfMoneyMustAgree() {
    assertThat(assertInvalid(connect(bot().put("mode", "LIVE")), "providerToken"))
        .contains("TEST token", "LIVE");
    assertInvalid(
        connect(
            bot()
                .put("mode", "TEST")
                .put("providerToken", sandboxBot.getString("liveProviderToken"))),
        "providerToken");
    assertInvalid(connect(bot().put("providerToken", "has spaces in it")), "providerToken");
    assertInvalid(connect(bot().put("providerToken", "")), "providerToken");
  }

  @Test
  void theKindsOfMoneyMustAgreeInChangesTooBothWays() {
    String test = connect(bot()).path("id");
    String live = sandboxBot.getString("liveProviderToken");
    assertThat(
            assertInvalid(
                change(test, new JsonObject().put("providerToken", live)), "providerToken"))
        .contains("LIVE token", "TEST");

    meetAMerchantAndABot();
    String real =
        connect(bot().put("providerToken", sandboxBot.getString("liveProviderToken"))).path("id");
    JsonObject toTest =
        new JsonObject().put("providerToken", sandboxBot.getString("providerToken"));
    assertThat(assertInvalid(change(real, toTest), "providerToken")).contains("TEST token", "LIVE");
  }

  @Test
  void whatIsWrongIsSaidAllAtOnce() {
    JsonObject problem =
        assertProblem(
            connect(
                new JsonObject()
                    .put("token", "x")
                    .put("providerToken", "1:TEST:2")
                    .put("mode", "LIVE")
                    .put("role", "PROVIDER")),
            422,
            "invalid-input");

    assertThat(problem.getJsonArray("errors")).hasSize(3);
  }

  @Test
  void whatIsNoModeOrUnknownIsNamed() {
    assertThat(assertInvalid(connect(bot().put("mode", "REAL")), "mode")).contains("LIVE", "TEST");
    assertInvalid(connect(bot().put("mode", 0)), "mode");
    assertInvalid(connect(bot().put("token", 7)), "token");
    assertInvalid(connect(bot().put("botToken", "x")), "botToken");
  }

  @ParameterizedTest
  @EnumSource
  void withTelegramDownNothingIsConnected(Down trouble) {
    fault("getMe", trouble.name(), 1);

    assertProblem(connect(bot()), 502, "telegram-unavailable");

    api().get("/api/v1/bots").then().body("items", hasSize(0));
  }

  @Test
  void aRefusalOfTelegramsIsPassedOnInItsWords() {
    fault("getMe", "BAD_REQUEST", 1);

    assertThat(assertProblem(connect(bot()), 422, "telegram-refused").getString("detail"))
        .contains("Bad Request");
  }

  @Test
  void aWebhookThatWasNotTakenAtOnceIsRegisteredLater() {
    fault("setWebhook", "SERVER_ERROR", 2);

    Response connected = connect(bot());

    connected.then().statusCode(201).body("webhook.registered", equalTo(false));
    letTheRegistrationBeDue(connected.path("id"));
    String path = "/api/v1/bots/" + connected.path("id");
    await().atMost(Duration.ofSeconds(15)).until(() -> api().get(path).path("webhook.registered"));
    api().get(path + "/webhook").then().body("inOrder", equalTo(true));
  }

  @Test
  void ofTwoWhoSetAWebhookAtATimeOneIsEndedAndSetsItLater() {
    fault(
        "setWebhook",
        new JsonObject()
            .put("kind", "CONFLICT")
            .put("times", 2)
            .put("description", "terminated by other setWebhook"));

    Response connected = connect(bot());

    connected.then().statusCode(201).body("webhook.registered", equalTo(false));
    String id = connected.path("id");
    letTheRegistrationBeDue(id);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> api().get("/api/v1/bots/" + id).path("webhook.registered"));
    api().get("/api/v1/bots/" + id + "/webhook").then().body("inOrder", equalTo(true));
  }

  /** It waits for a while so that it never races the call that was made at once. */
  private void letTheRegistrationBeDue(String botId) {
    database.update(
        "UPDATE outbox SET due_at = now() WHERE kind = 'webhook.register' AND bot_id = ?::uuid",
        botId);
  }

  @Test
  void theReportShowsWhatTelegramReallyHas() {
    String path = "/api/v1/bots/" + connect(bot()).path("id") + "/webhook";
    given()
        .post("/sandbox/telegram/bot" + sandboxBot.getString("token") + "/deleteWebhook")
        .then()
        .statusCode(200);

    api()
        .get(path)
        .then()
        .statusCode(200)
        .body("inOrder", equalTo(false))
        .body("actual.url", equalTo(""));

    fault("getWebhookInfo", "BAD_GATEWAY", 1);
    assertProblem(api().get(path), 502, "telegram-unavailable");
  }

  @Test
  void tokensAreReplacedByOthersOfTheSameBotAndMode() {
    Response connected = connect(bot());
    String id = connected.path("id");
    String before = stored(id);

    change(id, bot())
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("botKey", equalTo(connected.path("botKey")));

    assertThat(stored(id)).isNotEqualTo(before);
    api().get("/api/v1/bots/" + id + "/webhook").then().statusCode(200);
  }

  @Test
  void aBotWithoutProviderTokenSellsForMoneyOnceItHasOne() {
    String id =
        connect(new JsonObject().put("token", sandboxBot.getString("token")).put("mode", "TEST"))
            .path("id");
    RequestSpecification order = api().body(Shop.tea().encode());
    assertThat(assertInvalid(order.post("/api/v1/invoices"), "botId")).contains("providerToken");

    change(id, new JsonObject().put("providerToken", sandboxBot.getString("providerToken")))
        .then()
        .statusCode(200);

    api().body(Shop.tea().encode()).post("/api/v1/invoices").then().statusCode(201);
  }

  @Test
  void aTokenOfAnotherBotOrOfNobodyChangesNothing() {
    String id = connect(bot()).path("id");
    String before = stored(id);

    assertThat(
            assertInvalid(
                change(id, new JsonObject().put("token", shops.sandboxBot().getString("token"))),
                "token"))
        .contains("another bot");
    assertInvalid(change(id, new JsonObject().put("token", NOBODYS_TOKEN)), "token");
    assertInvalid(change(id, new JsonObject().put("token", "x")), "token");
    assertInvalid(
        change(
            id, new JsonObject().put("providerToken", sandboxBot.getString("liveProviderToken"))),
        "providerToken");
    assertInvalid(change(id, new JsonObject()), "token");
    assertInvalid(change(id, new JsonObject().put("username", "x")), "username");
    assertProblem(change(UUID.randomUUID().toString(), bot()), 404, "not-found");
    fault("getMe", "CLOSE", 1);
    assertProblem(change(id, bot()), 502, "telegram-unavailable");

    assertThat(stored(id)).isEqualTo(before);
  }

  private JsonObject bot() {
    return new JsonObject()
        .put("token", sandboxBot.getString("token"))
        .put("providerToken", sandboxBot.getString("providerToken"));
  }

  private String stored(String id) {
    return database.text(
        "SELECT token || provider_token FROM bot WHERE id = ?", UUID.fromString(id));
  }

  private Response connect(JsonObject body) {
    return api().body(body.encode()).post("/api/v1/bots");
  }

  private Response change(String id, JsonObject body) {
    return api().body(body.encode()).patch("/api/v1/bots/" + id);
  }

  private RequestSpecification api() {
    return given().auth().oauth2(apiKey).contentType(ContentType.JSON);
  }

  private void fault(String method, String kind, int times) {
    fault(method, new JsonObject().put("kind", kind).put("times", times));
  }

  private void fault(String method, JsonObject fault) {
    given()
        .contentType(ContentType.JSON)
        .body(fault.put("bot", sandboxBot.getLong("id")).put("method", method).encode())
        .post("/sandbox/api/faults")
        .then()
        .statusCode(200);
  }
}
