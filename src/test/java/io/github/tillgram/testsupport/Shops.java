package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;

import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens shops: each with a merchant of its own and a bot of its own in the sandbox. */
@ApplicationScoped
public class Shops {

  public static final String OPERATOR_KEY = "tillgram-dev-operator-key";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Database database;
  private final Encryption encryption;

  Shops(Database database, Encryption encryption) {
    this.database = database;
    this.encryption = encryption;
  }

  /** A merchant with one bot that can sell for money and for Stars. */
  public Shop open() {
    return open("PRODUCTION");
  }

  /** The same, on Telegram's test servers. */
  public Shop openOnTestServers() {
    return open("TEST");
  }

  private Shop open(String environment) {
    JsonPath merchant = merchant("Shop");
    return connect(
        merchant.getString("apiKey"), UUID.fromString(merchant.getString("id")), environment);
  }

  /** The same, for real money. */
  public Shop openLive() {
    JsonPath merchant = merchant("Shop");
    return connectLive(merchant.getString("apiKey"), UUID.fromString(merchant.getString("id")));
  }

  /** The same merchant with another bot of his for real money. */
  public Shop withAnotherLiveBot(Shop shop) {
    return connectLive(shop.apiKey(), shop.merchantId());
  }

  private Shop connectLive(String apiKey, UUID merchantId) {
    JsonPath sandboxBot = sandboxBot();
    String token = sandboxBot.getString("token");
    return connect(
        apiKey, merchantId, sandboxBot, "{\"token\": \"%s\", \"mode\": \"LIVE\"}".formatted(token));
  }

  /** The same merchant with another bot of his. */
  public Shop withAnotherBot(Shop shop) {
    return connect(shop.apiKey(), shop.merchantId(), "PRODUCTION");
  }

  private Shop connect(String apiKey, UUID merchantId, String environment) {
    JsonPath sandboxBot = sandboxBot(environment);
    String body =
        """
        {"token": "%s", "providerToken": "%s", "environment": "%s"}
        """
            .formatted(
                sandboxBot.getString("token"), sandboxBot.getString("providerToken"), environment);
    return connect(apiKey, merchantId, sandboxBot, body);
  }

  private Shop connect(String apiKey, UUID merchantId, JsonPath sandboxBot, String body) {
    JsonPath bot =
        given()
            .auth()
            .oauth2(apiKey)
            .contentType(ContentType.JSON)
            .body(body)
            .post("/api/v1/bots")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    UUID botId = UUID.fromString(bot.getString("id"));
    return new Shop(
        apiKey,
        merchantId,
        botId,
        sandboxBot.getLong("id"),
        bot.getString("botKey"),
        webhookSecret(botId),
        database);
  }

  /** A provider bot of the shop's merchant. */
  public Shop providerOf(Shop shop) {
    return connectProvider(shop.apiKey(), shop.merchantId());
  }

  /** A provider bot that serves all merchants. */
  public Shop operatorsProvider() {
    return connectProvider(OPERATOR_KEY, Merchants.OPERATOR);
  }

  private Shop connectProvider(String apiKey, UUID merchantId) {
    JsonPath sandboxBot = sandboxBot();
    String token = sandboxBot.getString("token");
    return connect(
        apiKey,
        merchantId,
        sandboxBot,
        "{\"token\": \"%s\", \"role\": \"PROVIDER\"}".formatted(token));
  }

  /** Requests of a merchant who has no bot yet. */
  public RequestSpecification withoutBot() {
    return given()
        .auth()
        .oauth2(merchant("Empty shop").getString("apiKey"))
        .contentType(ContentType.JSON);
  }

  /** Gives a shop's merchant a second bot, and tells its id. */
  public UUID connectAnotherBot(Shop shop) {
    return UUID.fromString(
        shop.api()
            .body("{\"token\": \"" + sandboxBot().getString("token") + "\"}")
            .post("/api/v1/bots")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  /** A merchant as the operator creates it. */
  public JsonPath merchant(String name) {
    return given()
        .auth()
        .oauth2(OPERATOR_KEY)
        .contentType(ContentType.JSON)
        .body("{\"name\": \"" + name + "\"}")
        .post("/api/v1/merchants")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  /** A bot that exists in the sandbox, on the live servers, and belongs to nobody yet. */
  public JsonPath sandboxBot() {
    return sandboxBot("PRODUCTION");
  }

  /** A bot that exists on Telegram's test servers and belongs to nobody yet. */
  public JsonPath sandboxBotOfTheTestServers() {
    return sandboxBot("TEST");
  }

  private static JsonPath sandboxBot(String environment) {
    return given()
        .contentType(ContentType.JSON)
        .body(
            """
            {"name": "Shop", "username": "shop_%d_%d_bot", "environment": "%s"}
            """
                .formatted(
                    System.nanoTime() % 1_000_000_000L, NUMBER.incrementAndGet(), environment))
        .post("/sandbox/api/bots")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Has @BotFather replace the bot's token, and tells us the next one. */
  public void renewToken(Shop shop) {
    String next =
        given()
            .contentType(ContentType.JSON)
            .body("{\"bot\": %d, \"renew\": \"TOKEN\"}".formatted(shop.telegramBotId()))
            .post("/sandbox/api/tokens")
            .then()
            .statusCode(200)
            .extract()
            .path("token");
    shop.api()
        .body("{\"token\": \"" + next + "\"}")
        .patch("/api/v1/bots/" + shop.botId())
        .then()
        .statusCode(200);
  }

  /** The token Tillgram calls the bot with. */
  public String token(UUID botId) {
    String stored = database.text("SELECT token FROM bot WHERE id = ?", botId);
    return encryption.decrypt(stored, new Place("bot", "token", botId)).reveal();
  }

  /** The secret Telegram should be sending now. */
  public String webhookSecret(UUID botId) {
    String stored = database.text("SELECT webhook_secret FROM bot WHERE id = ?", botId);
    return encryption.decrypt(stored, new Place("bot", "webhook_secret", botId)).reveal();
  }
}
