package io.github.tillgram.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.webhook.WatchQueue.Watched;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the watchdog sees at Telegram, what it mends, and what it leaves alone. */
@QuarkusTest
class WatchWebhooksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ELSEWHERE = "https://elsewhere.example/hook";

  @Inject Shops shops;
  @Inject Database database;
  @Inject WatchWebhooks watchdog;
  @Inject WatchQueue queue;
  @Inject CheckWebhook check;
  @Inject WatchMeters gauges;
  @Inject WatchBooks books;
  @Inject RegisterWebhook webhook;
  @Inject UnknownKinds unknownKinds;
  @Inject BotRepository bots;
  @Inject TelegramBot telegram;
  @Inject MeterRegistry meters;

  private Shop shop;

  @BeforeEach
  void openShop() throws Throwable {
    database.update("UPDATE webhook_watch SET due_at = now() + interval '1 day'");
    shop = shops.open();
    database.update(
        "DELETE FROM outbox WHERE kind = 'webhook.register' AND bot_id = ?", shop.botId());
    VertxContextSupport.subscribeAndAwait(() -> queue.adopt(Duration.ofDays(1)));
  }

  @Test
  void aWebhookInOrderIsLeftAlone() {
    look();

    report()
        .body("inOrder", equalTo(true))
        .body("checkedAt", notNullValue())
        .body("repairedAt", nullValue())
        .body("findings", empty());
    assertThat(events()).isEmpty();
    assertThat(registrationsThatWait()).isZero();
  }

  @Test
  void aWebhookThatSomebodyDeletedIsSetAgainAndPaymentsGoOn() {
    call("deleteWebhook", new JsonObject());

    look();

    report().body("findings", contains("URL_MISSING"));
    awaitOrder();
    look();
    report().body("findings", empty()).body("repairedAt", notNullValue());
    assertThat(events()).containsExactly("webhook.drifted", "webhook.repaired");
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
  }

  @Test
  void newUpdateKindsArriveOnlyAfterTheListIsSetAgain() {
    JsonObject older = whole().put("allowed_updates", new JsonArray().add("message"));
    call("setWebhook", older);
    report().body("inOrder", equalTo(false));

    look();

    report().body("findings", contains("KINDS_MISSING"));
    awaitOrder();
  }

  @Test
  void newUpdateKindsAreNotAskedForWhileReplicasMayRunThatWouldDropThem() throws Throwable {
    call("setWebhook", whole().put("allowed_updates", new JsonArray().add("message")));

    due();
    Watched claimed = claimed();
    VertxContextSupport.subscribeAndAwait(() -> newReplica().of(claimed));

    report().body("findings", contains("KINDS_MISSING")).body("inOrder", equalTo(false));
    assertThat(registrationsThatWait()).isZero();
    look();
    awaitOrder();
  }

  @Test
  void whatElseIsWrongIsMendedByANewReplicaToo() throws Throwable {
    call("setWebhook", whole().put("url", ELSEWHERE));

    due();
    Watched claimed = claimed();
    VertxContextSupport.subscribeAndAwait(() -> newReplica().of(claimed));

    awaitOrder();
  }

  @Test
  void everyRegistrationStatesTheWholeConfigurationBecauseWhatIsLeftOutIsReset() {
    call(
        "setWebhook",
        new JsonObject().put("url", whole().getString("url")).put("max_connections", 7));

    look();

    report().body("findings", contains("CONNECTIONS_CHANGED"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> report().body("actual.maxConnections", equalTo(40)));
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result"))
        .as("Telegram has the secret again")
        .isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
  }

  @Test
  void aSecretThatIsNotOursAnyMoreIsSeenByTelegramsErrorsAndToldAgain() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    chat.awaitInvoice();
    call("setWebhook", whole().put("secret_token", "of-a-restored-database"));
    knownUntilAMinuteAgo();
    say("hello");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> report().body("lastErrorMessage", containsString("401")));

    look();

    // The refused update hurries the scheduled round, which may have found and mended it before.
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(drifts()).contains("SECRET_REFUSED"));
    await().atMost(PATIENCE).untilAsserted(() -> report().body("pendingUpdateCount", equalTo(0)));
    assertThat(chat.press(chat.awaitInvoice(), "PAY").getString("result")).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
  }

  @Test
  void aWrongSecretAtTheDoorMakesTheWatchdogLookSoonerButDecidesNothing() throws Throwable {
    look();
    database.update(
        "UPDATE webhook_watch SET checked_at = now() - interval '2 minutes',"
            + " due_at = now() + interval '1 hour' WHERE bot_id = ?",
        shop.botId());
    given()
        .header("X-Telegram-Bot-Api-Secret-Token", "of-a-stranger")
        .body("{}")
        .post("/telegram/webhook/" + shop.botKey())
        .then()
        .statusCode(401);

    // The scheduled round may come first and does the same.
    VertxContextSupport.subscribeAndAwait(watchdog::look);

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM webhook_watch WHERE bot_id = ?"
                            + " AND checked_at > now() - interval '1 minute'",
                        shop.botId())
                    == 1);
    report().body("findings", empty());
    assertThat(registrationsThatWait()).isZero();
  }

  @Test
  void aWrongSecretAtTheDoorDoesNotOutrunTelegramsRetryAfter() throws Throwable {
    new SandboxChat(shop, SandboxChat.PAYER).fault("getWebhookInfo", "RATE_LIMIT", 1, 900);
    look();

    VertxContextSupport.subscribeAndAwait(() -> queue.hurry(List.of(shop.botId())));

    assertThat(claim(Duration.ofMinutes(1)))
        .extracting(Watched::botId)
        .doesNotContain(shop.botId());
    database.update("UPDATE webhook_watch SET lease_until = now() WHERE bot_id = ?", shop.botId());
    assertThat(claim(Duration.ofMinutes(1)))
        .as("it was postponed, and it was hurried")
        .extracting(Watched::botId)
        .contains(shop.botId());
  }

  @Test
  void aWrongSecretAtTheDoorHurriesNobodyWhoWasLookedAtAMomentAgo() throws Throwable {
    look();

    VertxContextSupport.subscribeAndAwait(() -> queue.hurry(List.of(shop.botId())));

    assertThat(
            database.number(
                "SELECT count(*) FROM webhook_watch WHERE bot_id = ? AND due_at > now()",
                shop.botId()))
        .isEqualTo(1);
  }

  @Test
  void aServerThatDoesNotKnowAKindOfUpdateIsNotTakenForSomebodyElse() {
    trouble(new JsonObject().put("unknownUpdates", "subscription"));
    call("setWebhook", whole());

    look();
    await().atMost(PATIENCE).until(() -> registrationsThatWait() == 0);
    aDayLater();
    look();
    look();

    report().body("findings", contains("KINDS_UNKNOWN")).body("inOrder", equalTo(false));
    await().atMost(PATIENCE).until(() -> registrationsThatWait() == 0);
    assertThat(events()).isEmpty();
    assertThat(repairs()).as("once a day").isEqualTo(1);
  }

  @Test
  void whatSomebodyTookAwayIsMissedBesideWhatTheServerDoesNotKnow() {
    trouble(new JsonObject().put("unknownUpdates", "subscription,purchased_paid_media"));
    call("setWebhook", whole());
    look();
    await().atMost(PATIENCE).until(() -> registrationsThatWait() == 0);
    aDayLater();
    call("setWebhook", whole().put("allowed_updates", new JsonArray().add("message")));

    look();

    report().body("findings", contains("KINDS_MISSING", "KINDS_UNKNOWN"));
    await().atMost(PATIENCE).until(() -> registrationsThatWait() == 0);
    look();
    report().body("findings", contains("KINDS_UNKNOWN"));
    assertThat(events()).containsExactly("webhook.drifted", "webhook.repaired");
  }

  @Test
  void aServerThatIsReplacedByANewerOneIsAskedForEverythingWithinADay() {
    trouble(new JsonObject().put("unknownUpdates", "subscription"));
    call("setWebhook", whole());
    look();
    await().atMost(PATIENCE).until(() -> registrationsThatWait() == 0);
    trouble(new JsonObject().put("unknownUpdates", ""));

    aDayLater();
    look();
    awaitOrder();
    look();

    report().body("findings", empty());
    assertThat(events()).isEmpty();
  }

  @Test
  void anOldErrorThatStayedAfterSuccessIsNotNew() {
    // Given nothing is delivered any more after a first error, and nothing changes the webhook
    call("setWebhook", whole().put("url", "http://localhost:1/"));
    new SandboxChat(shop, SandboxChat.PAYER).fault("setWebhook", "SERVER_ERROR", 50, 0);
    say("hello");
    await().atMost(PATIENCE).untilAsserted(() -> report().body("lastErrorAt", notNullValue()));
    trouble(new JsonObject().put("holdDeliveries", true));
    knownUntilAMinuteAgo();

    // When it is looked at twice
    look();
    assertThat(findings()).isEqualTo("URL_CHANGED,DELIVERY_FAILING");
    look();

    // Then the error was told when it was new, and is none now
    report().body("lastErrorAt", notNullValue());
    assertThat(events()).containsExactly("webhook.drifted", "webhook.failing");
    assertThat(findings()).isEqualTo("URL_CHANGED");
    endTrouble();
  }

  @Test
  void whatFailsAtDeliveryIsToldOnceAndNotRepaired() {
    knownUntilAMinuteAgo();
    WebhookCheckup failing =
        new WebhookCheckup(
            Set.of(WebhookFinding.DELIVERY_FAILING),
            Set.of(),
            3,
            Optional.empty(),
            Optional.of("Read timeout expired"));
    Watched before = watched("", 0, Duration.ofDays(2));

    WatchResult first = WatchResult.of(before, failing, false, Duration.ofMinutes(5));

    assertThat(first.repairOrdered()).isFalse();
    assertThat(first.news(before)).containsExactly(WebhookFinding.DELIVERY_FAILING);
    Watched again = watched("DELIVERY_FAILING", 0, Duration.ofDays(2));
    assertThat(WatchResult.of(again, failing, false, Duration.ofMinutes(5)).news(again)).isEmpty();
  }

  @Test
  void aRevokedTokenIsMarkedAndToldOnce() {
    double counted = found("token_revoked");
    given()
        .contentType(ContentType.JSON)
        .body("{\"bot\": %d, \"renew\": \"TOKEN\"}".formatted(shop.telegramBotId()))
        .post("/sandbox/api/tokens")
        .then()
        .statusCode(200);

    look();
    look();

    assertThat(findings()).isEqualTo("TOKEN_REVOKED");
    assertThat(events()).containsExactly("webhook.token_revoked");
    assertThat(found("token_revoked")).isEqualTo(counted + 1);
    assertThat(registrationsThatWait()).isZero();
  }

  @Test
  void whoeverChangesTheAddressBackEachTimeIsNotRaced() {
    for (int time = 1; time <= 3; time++) {
      call("setWebhook", whole().put("url", ELSEWHERE));
      look();
      awaitOrder();
      look();
      database.update(
          "UPDATE webhook_watch SET repair_ordered_at = now() - interval '7 hours' WHERE bot_id = ?",
          shop.botId());
    }
    assertThat(events()).containsOnlyOnce("webhook.contested");
    database.update(
        "UPDATE webhook_watch SET repair_ordered_at = now() WHERE bot_id = ?", shop.botId());
    call("setWebhook", whole().put("url", ELSEWHERE));

    look();
    look();

    report().body("findings", contains("URL_CHANGED", "CONTESTED")).body("inOrder", equalTo(false));
    assertThat(registrationsThatWait()).isZero();
    database.update(
        "UPDATE webhook_watch SET repair_ordered_at = now() - interval '7 hours' WHERE bot_id = ?",
        shop.botId());
    look();
    awaitOrder();
  }

  @Test
  void aRegistrationThatWaitsAlreadyIsNotOrderedAgain() {
    call("deleteWebhook", new JsonObject());
    new SandboxChat(shop, SandboxChat.PAYER).fault("setWebhook", "SERVER_ERROR", 50, 0);

    look();
    await().until(() -> registrationsThatWait() == 1);
    look();

    assertThat(registrationsThatWait()).isEqualTo(1);
    endTrouble();
    awaitOrder();
  }

  @Test
  void aBotIsClaimedByOneReplicaAndALapsedClaimByAnother() throws Throwable {
    due();
    List<Watched> one = claim(Duration.ofMinutes(1));
    assertThat(one).extracting(Watched::botId).contains(shop.botId());
    assertThat(claim(Duration.ofMinutes(1)))
        .extracting(Watched::botId)
        .doesNotContain(shop.botId());
    database.update(
        "UPDATE webhook_watch SET lease_until = now() - interval '1 second' WHERE bot_id = ?",
        shop.botId());
    assertThat(claim(Duration.ofMinutes(1))).extracting(Watched::botId).contains(shop.botId());

    VertxContextSupport.subscribeAndAwait(() -> queue.postpone(one.get(0), Duration.ofDays(9)));

    assertThat(
            database.number(
                "SELECT count(*) FROM webhook_watch WHERE bot_id = ? AND lease_owner IS NOT NULL",
                shop.botId()))
        .as("whoever lost a claim gives nothing back")
        .isEqualTo(1);
  }

  @Test
  void whoeverLostHisClaimWhileTelegramWasAskedNotesOrdersAndTellsNothing() throws Throwable {
    call("deleteWebhook", new JsonObject());
    due();
    Watched lost = claimed();
    database.update(
        "UPDATE webhook_watch SET lease_until = now() - interval '1 second' WHERE bot_id = ?",
        shop.botId());
    Watched taken = claimed();

    VertxContextSupport.subscribeAndAwait(() -> check.of(lost));

    assertThat(findings()).isEmpty();
    assertThat(events()).isEmpty();
    assertThat(registrationsThatWait()).isZero();
    VertxContextSupport.subscribeAndAwait(() -> check.of(taken));
    assertThat(findings()).isEqualTo("URL_MISSING");
    assertThat(events()).containsExactly("webhook.drifted");
  }

  @Test
  void aTelegramThatDoesNotAnswerIsAskedLaterAndNothingIsFound() {
    new SandboxChat(shop, SandboxChat.PAYER).fault("getWebhookInfo", "BAD_GATEWAY", 1, 0);

    look();

    assertThat(database.text("SELECT checked_at FROM webhook_watch WHERE bot_id = ?", shop.botId()))
        .isNull();
    assertThat(
            database.number(
                "SELECT count(*) FROM webhook_watch WHERE bot_id = ? AND lease_owner IS NULL"
                    + " AND due_at BETWEEN now() AND now() + interval '61 seconds'",
                shop.botId()))
        .isEqualTo(1);
  }

  @Test
  void whatWaitsAtTelegramIsMeasuredForEachBot() throws Throwable {
    call("setWebhook", whole().put("url", "http://localhost:1/"));
    say("one");
    say("two");
    look();

    VertxContextSupport.subscribeAndAwait(gauges::refresh);

    assertThat(
            meters
                .get("tillgram.webhook.pending.updates")
                .tag("bot", shop.botId().toString())
                .gauge()
                .value())
        .isEqualTo(2);
  }

  @Test
  void anotherMerchantSeesNothingOfIt() {
    shops.open().api().get("/api/v1/bots/" + shop.botId() + "/webhook").then().statusCode(404);
  }

  private Watched watched(String findings, int repairs, Duration since) {
    return new Watched(
        shop.botId(),
        UUID.randomUUID(),
        SeenFindings.read(findings),
        Instant.now(),
        new RepairPace(repairs, Optional.of(since)));
  }

  /** Whoever looks at webhooks on a replica that has just been started, as it is set by default. */
  private CheckWebhook newReplica() {
    WebhookConfig defaults =
        new SmallRyeConfigBuilder()
            .withMapping(WebhookConfig.class)
            .build()
            .getConfigMapping(WebhookConfig.class);
    return new CheckWebhook(bots, telegram, webhook, unknownKinds, queue, books, defaults);
  }

  /** Has the watchdog look at the shop's bot now. */
  private void look() {
    due();
    try {
      VertxContextSupport.subscribeAndAwait(watchdog::look);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM webhook_watch WHERE bot_id = ? AND due_at > now()"
                            + " AND lease_owner IS NULL",
                        shop.botId())
                    == 1);
  }

  private void due() {
    database.update(
        "UPDATE webhook_watch SET due_at = now() - interval '1 second' WHERE bot_id = ?",
        shop.botId());
  }

  private List<Watched> claim(Duration lease) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(() -> queue.claim(UUID.randomUUID(), lease, 100));
  }

  private Watched claimed() throws Throwable {
    return claim(Duration.ofMinutes(1)).stream()
        .filter(bot -> bot.botId().equals(shop.botId()))
        .findAny()
        .orElseThrow();
  }

  private void aDayLater() {
    database.update(
        "UPDATE webhook_watch SET repair_ordered_at = repair_ordered_at - interval '25 hours'"
            + " WHERE bot_id = ?",
        shop.botId());
  }

  private long repairs() {
    return database.number("SELECT repairs FROM webhook_watch WHERE bot_id = ?", shop.botId());
  }

  private void trouble(JsonObject trouble) {
    given()
        .contentType(ContentType.JSON)
        .body(trouble.put("bot", shop.telegramBotId()).encode())
        .post("/sandbox/api/faults")
        .then()
        .statusCode(200);
  }

  private void endTrouble() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"bot\": %d}".formatted(shop.telegramBotId()))
        .delete("/sandbox/api/faults")
        .then()
        .statusCode(200);
  }

  private void knownUntilAMinuteAgo() {
    database.update(
        "UPDATE webhook_watch SET errors_known_until = now() - interval '1 minute' WHERE bot_id = ?",
        shop.botId());
  }

  private ValidatableResponse report() {
    return shop.api().get("/api/v1/bots/" + shop.botId() + "/webhook").then().statusCode(200);
  }

  private boolean isInOrder() {
    return report().extract().path("inOrder");
  }

  private void awaitOrder() {
    await().atMost(PATIENCE).until(this::isInOrder);
    await().atMost(PATIENCE).until(() -> registrationsThatWait() == 0);
  }

  private long registrationsThatWait() {
    return database.number(
        "SELECT count(*) FROM outbox WHERE kind = 'webhook.register' AND bot_id = ?"
            + " AND state = 'PENDING'",
        shop.botId());
  }

  private String findings() {
    return database.text("SELECT findings FROM webhook_watch WHERE bot_id = ?", shop.botId());
  }

  private double found(String finding) {
    return meters.get("tillgram.webhook.findings").tag("finding", finding).counter().count();
  }

  private List<String> events() {
    return database
        .column(
            "SELECT type FROM invoice_event WHERE merchant_id = ? AND type LIKE 'webhook.%'"
                + " ORDER BY id",
            shop.merchantId())
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** Everything that was ever told to be wrong with it. */
  private List<String> drifts() {
    return database
        .column(
            "SELECT jsonb_array_elements_text(data::jsonb -> 'findings') FROM invoice_event"
                + " WHERE merchant_id = ? AND type = 'webhook.drifted' ORDER BY id",
            shop.merchantId())
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** The webhook as it should be, in Telegram's words. */
  private JsonObject whole() {
    JsonPath expected = report().extract().jsonPath();
    return new JsonObject()
        .put("url", expected.getString("expected.url"))
        .put("secret_token", shop.webhookSecret())
        .put("allowed_updates", new JsonArray(expected.getList("expected.allowedUpdates")))
        .put("max_connections", 40);
  }

  /** Calls the Bot API behind our back, as another program with the token would. */
  private void call(String method, JsonObject arguments) {
    given()
        .contentType(ContentType.JSON)
        .body(arguments.encode())
        .post("/sandbox/telegram/bot" + token() + "/" + method)
        .then()
        .statusCode(200)
        .body("ok", equalTo(true));
  }

  private String token() {
    return shops.token(shop.botId());
  }

  private void say(String text) {
    given()
        .contentType(ContentType.JSON)
        .body(
            new JsonObject()
                .put("bot", shop.telegramBotId())
                .put("person", SandboxChat.PAYER)
                .put("text", text)
                .encode())
        .post("/sandbox/api/text")
        .then()
        .statusCode(200);
  }
}
