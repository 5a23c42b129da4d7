package io.github.tillgram.payments.paidmedia;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures and videos that are sold for Stars. */
@QuarkusTest
class PaidMediaTest {

  private static final long PAYER = SandboxChat.PAYER;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, PAYER);
  }

  // ---- Selling --------------------------------------------------------------------------------

  @Test
  void paidMediaAreSentBoughtAndRecordedAsAccessWithoutMoney() {
    String id = sell(order().put("caption", "Tea fields").put("reference", "album-9"));
    long message = awaitSent(id);

    chat.buy(message);

    await().until(() -> buyers(id), buyers -> buyers.size() == 1);
    assertThat(buyers(id)).containsExactly((int) PAYER);
    read(id)
        .then()
        .body("botId", equalTo(shop.botId().toString()))
        .body("chatId", equalTo((int) PAYER))
        .body("starCount", equalTo(50))
        .body("media[0].type", equalTo("photo"))
        .body("media[0].media", equalTo("https://example.com/tea.jpg"))
        .body("caption", equalTo("Tea fields"))
        .body("reference", equalTo("album-9"))
        .body("reason", nullValue());
    JsonObject media = chat.messages().get(0).getJsonObject("media");
    assertThat(media.getString("caption")).isEqualTo("Tea fields");
    assertThat(media.getBoolean("bought")).isTrue();
    assertThat(events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getMap())
                    .containsEntry("botId", shop.botId().toString())
                    .containsEntry("payerId", (int) PAYER)
                    .containsEntry("paidMediaId", id)
                    .containsEntry("reference", "album-9"));
    assertThat(number("payment")).isZero();
    assertThat(
            database.number(
                "SELECT count(*) FROM ledger_line l JOIN payment p ON p.id = l.payment_id"
                    + " WHERE p.bot_id = ?",
                shop.botId()))
        .isZero();
    shop.api()
        .get("/api/v1/bots/" + shop.botId() + "/star-balance")
        .then()
        .body("amount", equalTo(50));
  }

  @Test
  void thePayloadIsOursAndUnguessable() {
    String first = sell(order());
    String second = sell(order());

    assertThat(payload(first)).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(payload(second));
    assertThat(read(first).asString()).doesNotContain(payload(first));
  }

  @Test
  void inAChannelNoPurchaseIsToldAndTheStarsAreNotTheBots() {
    long channel = chat.channel();
    String id = sell(order().put("chatId", channel));
    long message = awaitSent(id);

    chat.buyInChannel(message, channel);

    assertThat(buyers(id)).isEmpty();
    assertThat(number("paid_media_access")).isZero();
    shop.api()
        .get("/api/v1/bots/" + shop.botId() + "/star-balance")
        .then()
        .body("amount", equalTo(0));
  }

  @Test
  void whatTelegramRefusesFailsWithTheReason() {
    chat.refuse("sendPaidMedia", "EXTENDED_MEDIA_AMOUNT_INVALID");

    String id = sell(order());

    awaitStatus(id, "FAILED");
    assertThat(read(id).<String>path("reason")).contains("EXTENDED_MEDIA_AMOUNT_INVALID");
    assertThat(media()).isZero();
  }

  @Test
  void aBlockedBotCannotSell() {
    chat.block();

    String id = sell(order());

    awaitStatus(id, "FAILED");
    assertThat(read(id).<String>path("reason")).contains("blocked by the user");
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void whatTelegramDidNotAnswerIsUnknownAndNeverSentAgain(String fault, int sent) {
    chat.fault("sendPaidMedia", fault, 1, 0);

    String id = sell(order());

    awaitStatus(id, "UNKNOWN");
    assertThat(media()).isEqualTo(sent);
    assertThat(
            database.text(
                "SELECT state FROM outbox WHERE bot_id = ? AND kind = 'paid-media.send'",
                shop.botId()))
        .isEqualTo("OUTCOME_UNKNOWN");
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(arguments("LOST_ANSWER", 1), arguments("SERVER_ERROR", 0));
  }

  @Test
  void aRateLimitIsWaitedFor() {
    chat.fault("sendPaidMedia", "RATE_LIMIT", 1, 1);

    awaitSent(sell(order()));

    assertThat(media()).isEqualTo(1);
  }

  // ---- Purchases ------------------------------------------------------------------------------

  @Test
  void aPurchaseIsRecordedOncePerUpdateHoweverOftenItArrives() {
    String id = sell(order());
    JsonObject update = purchase(payload(id), PAYER);

    assertThat(Crowd.deliver(shop, Stream.generate(() -> update).limit(20)))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    deliver(update);

    assertThat(buyers(id)).hasSize(1);
    assertThat(events()).hasSize(1);
    deliver(purchase(payload(id), PAYER + 1));
    assertThat(buyers(id)).containsExactly((int) PAYER + 1, (int) PAYER);
    assertThat(events()).hasSize(2);
  }

  @Test
  void aPurchaseOfUnknownMediaIsKeptToo() {
    deliver(purchase("pm:album:9", PAYER));

    assertThat(number("paid_media_access")).isOne();
    assertThat(events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getMap())
                    .containsEntry("payload", "pm:album:9")
                    .doesNotContainKey("paidMediaId"));
  }

  @Test
  void aPurchaseThroughTheBotOfAnotherIsNoneOfOurs() {
    Shop other = shops.open();
    String id = sell(order());

    other.deliver(purchase(payload(id), PAYER).encode()).then().statusCode(200);

    assertThat(buyers(id)).isEmpty();
    assertThat(events()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aPurchaseThatCannotBeReadIsQuarantined(String body) {
    deliver(body);

    assertThat(number("quarantine")).isOne();
    assertThat(number("paid_media_access")).isZero();
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "{\"update_id\": 7, \"purchased_paid_media\": {\"from\": {\"id\": 5}}}",
        "{\"update_id\": 7, \"purchased_paid_media\": {\"from\": {\"id\": 0.5},"
            + " \"paid_media_payload\": \"x\"}}",
        "{\"update_id\": 7, \"purchased_paid_media\": {\"from\"");
  }

  @Test
  void theBotAsksTelegramForPurchases() {
    List<String> asked =
        shop.api().get("/api/v1/bots/" + shop.botId() + "/webhook").path("actual.allowedUpdates");

    assertThat(asked).contains("purchased_paid_media");
  }

  // ---- Requests -------------------------------------------------------------------------------

  static Stream<Arguments> wrong() {
    JsonObject photo = photo("https://example.com/tea.jpg");
    return Stream.of(
        arguments("no chat", order().putNull("chatId"), "chatId"),
        arguments("chat 0", order().put("chatId", 0), "chatId"),
        arguments("no price", order().putNull("starCount"), "starCount"),
        arguments("nothing", order().put("starCount", 0), "starCount"),
        arguments("too dear", order().put("starCount", 25_001), "starCount"),
        arguments("half a Star", order().put("starCount", 0.5), "starCount"),
        arguments("no media", order().putNull("media"), "media"),
        arguments("empty", order().put("media", new JsonArray()), "media"),
        arguments(
            "eleven", order().put("media", new JsonArray(Collections.nCopies(11, photo))), "media"),
        arguments("null", order().put("media", new JsonArray().addNull()), "media[0]"),
        arguments("sound", items(photo.copy().put("type", "audio")), "media[0].type"),
        arguments("plain http", items(photo("http://example.com/tea.jpg")), "media[0].media"),
        arguments("an upload", items(photo("attach://tea")), "media[0].media"),
        arguments("no address", items(photo("https://")), "media[0].media"),
        arguments("long caption", order().put("caption", "x".repeat(1025)), "caption"),
        arguments("NUL", order().put("caption", "a\0"), "caption"),
        arguments("long reference", order().put("reference", "x".repeat(129)), "reference"),
        arguments("a payload", order().put("payload", "mine"), "payload"),
        arguments("another's bot", order().put("botId", UUID.randomUUID().toString()), "botId"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void whatIsWrongIsNamed(String what, JsonObject order, String field) {
    assertInvalid(post(order), field);

    assertThat(number("paid_media")).isZero();
  }

  @Test
  void theLimitsThemselvesAreTaken() {
    JsonObject photo = photo("AgACAgIAAxkDAAI-file_id");
    post(order()
            .put("starCount", 25_000)
            .put("caption", "\uD83C\uDF75".repeat(1024))
            .put("media", new JsonArray(Collections.nCopies(10, photo))))
        .then()
        .statusCode(202);
    post(order().put("starCount", 1)).then().statusCode(202);
  }

  @Test
  void withSeveralBotsOneMustBeNamed() {
    UUID second = shops.connectAnotherBot(shop);

    assertInvalid(post(order()), "botId");
    post(order().put("botId", second.toString()))
        .then()
        .statusCode(202)
        .body("botId", equalTo(second.toString()));
  }

  @Test
  void aMerchantWithoutABotCannotSell() {
    assertInvalid(shops.withoutBot().body(order().encode()).post("/api/v1/paid-media"), "botId");
  }

  @Test
  void listsGoFromNewestToOldest() {
    List<String> sold = Stream.generate(() -> sell(order())).limit(3).toList();

    Response page = shop.api().get("/api/v1/paid-media?limit=2");

    assertThat(page.<List<String>>path("items.id")).containsExactly(sold.get(2), sold.get(1));
    shop.api()
        .queryParam("cursor", page.<String>path("nextCursor"))
        .get("/api/v1/paid-media")
        .then()
        .body("items", hasSize(1))
        .body("items[0].id", equalTo(sold.get(0)))
        .body("nextCursor", nullValue());
  }

  @Test
  void thePaidMediaOfAnotherMerchantDoNotExist() {
    String id = sell(order());
    Shop other = shops.open();

    assertProblem(other.api().get("/api/v1/paid-media/" + id), 404, "not-found");
    assertProblem(other.api().get("/api/v1/paid-media/" + id + "/purchases"), 404, "not-found");
    other.api().get("/api/v1/paid-media").then().body("items", hasSize(0));
    assertInvalid(
        other
            .api()
            .body(order().put("botId", shop.botId().toString()).encode())
            .post("/api/v1/paid-media"),
        "botId");
  }

  // ---- Helpers --------------------------------------------------------------------------------

  private static JsonObject order() {
    return items(photo("https://example.com/tea.jpg"));
  }

  private static JsonObject items(JsonObject... items) {
    return new JsonObject()
        .put("chatId", PAYER)
        .put("starCount", 50)
        .put("media", new JsonArray(List.of(items)));
  }

  private static JsonObject photo(String media) {
    return new JsonObject().put("type", "photo").put("media", media);
  }

  private Response post(JsonObject order) {
    return shop.api().body(order.encode()).post("/api/v1/paid-media");
  }

  private String sell(JsonObject order) {
    return post(order)
        .then()
        .statusCode(202)
        .body("status", equalTo("PENDING"))
        .extract()
        .path("id");
  }

  private Response read(String id) {
    return shop.api().get("/api/v1/paid-media/" + id);
  }

  private void awaitStatus(String id, String status) {
    await().until(() -> read(id).path("status"), status::equals);
  }

  private long awaitSent(String id) {
    awaitStatus(id, "SENT");
    return read(id).jsonPath().getLong("messageId");
  }

  private String payload(String id) {
    return database.text("SELECT payload FROM paid_media WHERE id = ?::uuid", id);
  }

  private List<Integer> buyers(String id) {
    return shop.api().get("/api/v1/paid-media/" + id + "/purchases").path("items.payer.id");
  }

  /** How many media are in the chat. */
  private long media() {
    return chat.messages().stream().filter(message -> message.containsKey("media")).count();
  }

  private List<JsonObject> events() {
    return database
        .column(
            "SELECT (data::jsonb || coalesce(personal::jsonb, '{}'))::text FROM invoice_event WHERE merchant_id = ? AND invoice_id IS NULL"
                + " AND type = 'paid_media.purchased' ORDER BY id",
            shop.merchantId())
        .stream()
        .map(data -> new JsonObject(data.toString()))
        .toList();
  }

  private long number(String table) {
    return database.number("SELECT count(*) FROM " + table + " WHERE bot_id = ?", shop.botId());
  }

  private static JsonObject purchase(String payload, long payer) {
    return new JsonObject()
        .put("update_id", Shop.nextUpdateId())
        .put(
            "purchased_paid_media",
            new JsonObject().put("from", Shop.user(payer)).put("paid_media_payload", payload));
  }

  private void deliver(JsonObject update) {
    deliver(update.encode());
  }

  private void deliver(String body) {
    shop.deliver(body).then().statusCode(200);
  }
}
