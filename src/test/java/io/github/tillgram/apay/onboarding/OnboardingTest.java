package io.github.tillgram.apay.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.testsupport.ApayKeys;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.ProviderTalk;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.SandboxGroup;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody connects his A-Pay project by typing to a provider bot, well and badly. */
@QuarkusTest
class OnboardingTest {

  private static final long PERSON = SandboxChat.PAYER;

  /** German, and so spoken to in English. */
  private static final long STRANGER = 5000003;

  private static final String SAVED = "The project data has been successfully saved";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Clockwork clockwork;
  @Inject Signers signers;
  @Inject ForgetOnboarding forget;

  private Shop shop;
  private Shop provider;
  private ProviderTalk talk;
  private ApayKeys keys;
  private LogLines log;

  @BeforeEach
  void openShop() {
    log = LogLines.record();
    shop = shops.openLive();
    provider = shops.providerOf(shop);
    talk = new ProviderTalk(provider, PERSON, clockwork);
    keys = ApayKeys.random();
  }

  /** Whatever happened in a test, no key of it is anywhere. */
  @AfterEach
  void nothingIsInClear() {
    log.close();
    for (String secret : keys.secrets()) {
      assertThat(log.text()).doesNotContain(secret);
      assertThat(columnsWith(secret)).as("columns that hold a key in clear").isEmpty();
    }
  }

  @Test
  void fiveRightLinesAreSavedAndTheMessageIsGone() {
    String menu = talk.say("/start " + code());
    assertThat(menu).isEqualTo(words(Phrase.CONNECT_CHOOSE));
    assertThat(talk.press("Live")).contains("1. apikey", "5. webhook private key", "/apay/deposit");

    assertThat(talk.say(keys.lines())).isEqualTo(SAVED);

    talk.awaitGone(keys.apiKey());
    JsonObject project = project();
    assertThat(project.getString("botId")).isEqualTo(shop.botId().toString());
    assertThat(project.getString("mode")).isEqualTo("LIVE");
    assertThat(project.getString("projectId")).isEqualTo(keys.projectId());
    assertThat(project.getString("webhookId")).isEqualTo(keys.webhookId());
    talk.awaitSaid(project.getString("postbackUrl"));
    assertThat(signers(keys.accessKey())).containsExactly(keys.privateKey());
  }

  @Test
  void whoConnectedTheProjectIsWrittenDownAndCanBeErased() {
    talk.begin(code());
    assertThat(talk.say(keys.lines())).isEqualTo(SAVED);

    assertThat(
            database.text(
                "SELECT actor || ' ' || (coalesce(personal, data)::json ->> 'chatId') FROM invoice_event"
                    + " WHERE merchant_id = ? AND type = 'apay.project_connected'",
                shop.merchantId()))
        .isEqualTo("telegram " + PERSON);
  }

  @Test
  void eachWrongLineIsNamedAndDeleted() {
    talk.begin(code());

    for (int line = 1; line <= 4; line++) {
      String message = keys.linesWith(line, "wrong-" + line);
      String answer = talk.say(message);
      assertThat(answer.lines().filter(one -> one.startsWith("Line "))).hasSize(1);
      assertThat(answer).startsWith("Line " + line + ": ").doesNotContain("wrong-");
      assertThat(answer).contains("Tries left: " + (5 - line));
      talk.awaitGone("wrong-" + line);
    }
    assertThat(projects()).isEmpty();

    assertThat(talk.say(keys.lines())).isEqualTo(SAVED);
  }

  @Test
  void surplusAndEqualLinesAreNamedAndLabelsWithCrlfAreUnderstood() {
    talk.begin(code());

    assertThat(talk.say(keys.lines() + "\nthanks")).startsWith("Line 6: ");
    assertThat(talk.say(keys.linesWith(5, keys.accessKey()))).startsWith("Line 5: ");
    assertThat(talk.say(keys.linesWith(3, "12").replace(keys.projectId(), "1234567")))
        .startsWith("Line 3: ")
        .contains("swapped");

    String labelled =
        "apikey: %s\r\nProject ID: %s\r\nwebhook id: (7 digits: [0-9]{7}) %s\r\nwebhook access key: %s\r\nwebhook private key: %s\r\n"
            .formatted(
                keys.apiKey(),
                keys.projectId(),
                keys.webhookId(),
                keys.accessKey(),
                keys.privateKey());
    assertThat(talk.say(labelled)).isEqualTo(SAVED);
    talk.awaitGone(keys.privateKey());
  }

  @Test
  void fiveWrongTriesEndTheConversation() {
    String code = code();
    talk.begin(code);
    for (int i = 0; i < 4; i++) {
      talk.say("not five lines");
    }

    assertThat(talk.say("not five lines")).isEqualTo(words(Phrase.CONNECT_ENDED));

    assertThat(talk.say(keys.lines())).isEqualTo(words(Phrase.CONNECT_WHERE));
    talk.awaitGone(keys.apiKey());
    assertThat(talk.say("/start " + code)).isEqualTo(words(Phrase.CONNECT_CODE_USED));
    assertThat(projects()).isEmpty();
  }

  @Test
  void anExpiredCodeOpensNothingAndEndsWhatItOpened() {
    String late = code();
    expire();
    assertThat(talk.say("/start " + late)).isEqualTo(words(Phrase.CONNECT_CODE_EXPIRED));

    talk.begin(code());
    expire();

    assertThat(talk.say(keys.lines())).isEqualTo(words(Phrase.CONNECT_CODE_EXPIRED));
    talk.awaitGone(keys.apiKey());
    assertThat(talk.press("Live")).isEqualTo(words(Phrase.CONNECT_WHERE));
    talk.begin(code());
    expire();
    assertThat(talk.press("Live")).isEqualTo(words(Phrase.CONNECT_CODE_EXPIRED));
    assertThat(projects()).isEmpty();
  }

  @Test
  void aCodeWorksOnceAndForOnePerson() {
    String code = code();
    ProviderTalk stranger = new ProviderTalk(provider, STRANGER, clockwork);
    talk.begin(code);

    assertThat(stranger.say("/start " + code)).isEqualTo(words(Phrase.CONNECT_CODE_TAKEN));
    assertThat(stranger.say(keys.lines())).isEqualTo(words(Phrase.CONNECT_WHERE));
    stranger.awaitGone(keys.apiKey());
    assertThat(projects()).isEmpty();

    save();
    assertThat(talk.say("/start " + code)).isEqualTo(words(Phrase.CONNECT_CODE_USED));
    assertThat(talk.say("/start nobody-knows-it")).isEqualTo(words(Phrase.CONNECT_CODE_UNKNOWN));
  }

  @Test
  void aProviderBotServesItsMerchantAndTheOperatorsAll() {
    Shop other = shops.openLive();
    ProviderTalk foreign = new ProviderTalk(shops.providerOf(other), PERSON, clockwork);
    String code = code();

    assertThat(foreign.say("/start " + code)).isEqualTo(words(Phrase.CONNECT_CODE_UNKNOWN));

    ProviderTalk all = new ProviderTalk(shops.operatorsProvider(), PERSON, clockwork);
    all.begin(code);
    assertThat(all.say(keys.lines())).isEqualTo(SAVED);
    assertThat(projects()).hasSize(1);
    assertThat(new JsonObject(other.api().get("/api/v1/apay-projects").asString()))
        .isEqualTo(new JsonObject().put("items", new JsonArray()).putNull("nextCursor"));
  }

  @Test
  void aGroupIsRefusedAndACodeThatWasShownThereIsVoid() {
    SandboxGroup group = SandboxGroup.create(provider, "SUPERGROUP").place("ADMINISTRATOR");
    String code = code();
    String username = provider.api().get("/api/v1/bots/" + provider.botId()).path("username");

    sayInGroup(group, "/start@" + username + " " + code, "bot_command", username.length() + 7);
    sayInGroup(group, keys.lines(), "code", 1);

    await()
        .until(
            () -> {
              clockwork.endWaiting(provider.botId());
              return group.texts().stream()
                      .filter(words(Phrase.CONNECT_NOT_IN_GROUPS)::equals)
                      .count()
                  == 2;
            });
    assertThat(talk.say("/start " + code)).isEqualTo(words(Phrase.CONNECT_CODE_USED));
    assertThat(
            database.number(
                "SELECT count(*) FROM outbox WHERE kind = 'chat.delete' AND bot_id = ?"
                    + " AND state <> 'PENDING'",
                provider.botId()))
        .as("deletions that were given up")
        .isZero();
  }

  @Test
  void sendingAgainReplacesAfterAConfirmation() throws Throwable {
    talk.begin(code());
    save();
    JsonObject before = project();
    ApayKeys next = keys.regenerated();

    assertThat(talk.say(next.lines())).contains(keys.projectId());
    assertThat(signers(next.accessKey())).isEmpty();
    assertNotInClear(next);
    assertThat(talk.press("Keep")).isEqualTo(words(Phrase.CONNECT_KEPT));
    assertThat(signers(next.accessKey())).isEmpty();

    talk.say(next.lines());
    assertThat(talk.pressFirst("Replace"))
        .as("a button that is about what he sent before")
        .isEqualTo(words(Phrase.CONNECT_NOTHING_WAITS));
    assertThat(signers(next.accessKey())).isEmpty();
    assertThat(talk.press("Replace")).isEqualTo(SAVED);

    assertThat(project().getString("id")).isEqualTo(before.getString("id"));
    assertThat(project().getString("projectKey")).isEqualTo(before.getString("projectKey"));
    assertThat(project().getString("webhookId")).isEqualTo(next.webhookId());
    assertThat(signers(next.accessKey())).containsExactly(next.privateKey());
    assertThat(signers(keys.accessKey())).as("the former pair").containsExactly(keys.privateKey());
    assertNotInClear(next);
  }

  @Test
  void whatNobodyConfirmsInTimeIsNotSaved() {
    talk.begin(code());
    save();
    ApayKeys next = ApayKeys.random();
    talk.say(next.lines());
    database.update(
        "UPDATE apay_conversation SET pending_until = now() - interval '1 second'"
            + " WHERE merchant_id = ? AND pending IS NOT NULL",
        shop.merchantId());

    assertThat(talk.press("Replace")).isEqualTo(words(Phrase.CONNECT_NOTHING_WAITS));

    assertThat(project().getString("projectId")).isEqualTo(keys.projectId());
    assertThat(
            database.number(
                "SELECT count(*) FROM apay_conversation WHERE merchant_id = ? AND pending IS NOT"
                    + " NULL",
                shop.merchantId()))
        .isZero();
  }

  @Test
  void whatCountsNoMoreIsForgotten() throws Throwable {
    talk.begin(code());
    save();
    talk.say(keys.regenerated().lines());
    database.update(
        "UPDATE apay_conversation SET pending_until = now() - interval '1 second'"
            + " WHERE merchant_id = ?",
        shop.merchantId());
    shop.api()
        .body(Map.of("privateKey", keys.regenerated().privateKey()))
        .patch("/api/v1/apay-projects/" + project().getString("id"))
        .then()
        .statusCode(200);
    database.update(
        "UPDATE apay_signing_key SET valid_until = now() - interval '1 second'"
            + " WHERE valid_until IS NOT NULL AND project_id = ?",
        UUID.fromString(project().getString("id")));

    VertxContextSupport.subscribeAndAwait(forget::forget);

    assertThat(
            database.number(
                "SELECT count(*) FROM apay_signing_key WHERE project_id = ?",
                UUID.fromString(project().getString("id"))))
        .isEqualTo(1);
    assertThat(
            database.number(
                "SELECT count(*) FROM apay_conversation WHERE merchant_id = ? AND pending IS NULL",
                shop.merchantId()))
        .isEqualTo(1);

    database.update(
        "UPDATE apay_conversation SET expires_at = now() - interval '8 days' WHERE merchant_id = ?",
        shop.merchantId());
    VertxContextSupport.subscribeAndAwait(forget::forget);
    assertThat(
            database.number(
                "SELECT count(*) FROM apay_conversation WHERE merchant_id = ?", shop.merchantId()))
        .isZero();
  }

  @Test
  void aBotForTestPaymentsGetsNoLiveProject() {
    Shop test = shops.withAnotherBot(shop);
    String code = code(test.botId());

    talk.say("/start " + code);

    assertThat(talk.press("Live")).isEqualTo(words(Phrase.CONNECT_OTHER_MODE));
    assertThat(talk.say(keys.lines())).isEqualTo(words(Phrase.CONNECT_CHOOSE));
    talk.awaitGone(keys.apiKey());
    assertThat(projects()).isEmpty();
  }

  @Test
  void testStoresNothing() {
    talk.say("/start " + code());

    assertThat(talk.press("Test")).contains("/mybots", "Connect Paykassma Test");
    assertThat(talk.say(keys.lines())).isEqualTo(words(Phrase.CONNECT_CHOOSE));

    talk.awaitGone(keys.apiKey());
    assertThat(projects()).isEmpty();
  }

  @Test
  void withoutACodeEverybodyIsToldWhereToGetOne() {
    assertThat(talk.say("/start")).isEqualTo(words(Phrase.CONNECT_WHERE));
    assertThat(talk.press("Live")).isEqualTo(words(Phrase.CONNECT_WHERE));
    assertThat(talk.press("Test")).contains("/mybots");
    assertThat(talk.say(keys.lines())).isEqualTo(words(Phrase.CONNECT_WHERE));
    talk.awaitGone(keys.apiKey());
    assertThat(talk.say("/start " + keys.accessKey()))
        .isEqualTo(words(Phrase.CONNECT_CODE_UNKNOWN));
    talk.awaitGone(keys.accessKey());
  }

  @Test
  void aPictureIsNoText() {
    talk.sendPhoto("hello");
    talk.sendPhoto(keys.lines());
    await().until(() -> talk.written().size() == 1);
    talk.begin(code());

    assertThat(talk.sendPhoto("")).isEqualTo(words(Phrase.CONNECT_TEXT_ONLY));
    assertThat(talk.sendPhoto(keys.lines())).isEqualTo(words(Phrase.CONNECT_TEXT_ONLY));

    await().until(() -> photos() == 1);
    assertThat(projects()).isEmpty();
    assertThat(talk.say(keys.lines())).as("a picture is no try").isEqualTo(SAVED);
  }

  private long photos() {
    return talk.chat().messages().stream()
        .filter(message -> message.getJsonObject("raw").containsKey("photo"))
        .count();
  }

  @Test
  void keysThatAreEditedIntoAMessageAreDeletedAndNotRead() {
    talk.begin(code());
    talk.say("not yet");
    talk.chat().refuse("deleteMessage", 1, "message can't be deleted");

    assertThat(talk.deliver("edited_message", new JsonObject().put("text", keys.lines())))
        .isEqualTo(words(Phrase.CONNECT_EDITED));

    talk.awaitSaid(words(Phrase.CONNECT_NOT_DELETED));
    assertThat(projects()).isEmpty();
  }

  @Test
  void whatTelegramDoesNotDeleteIsSpokenOf() {
    talk.begin(code());
    talk.chat().refuse("deleteMessage", 1, "message can't be deleted");

    talk.say(keys.lines());

    talk.awaitSaid(words(Phrase.CONNECT_NOT_DELETED));
    talk.awaitSaid(SAVED);
    assertThat(talk.written()).contains(keys.lines());
  }

  @Test
  void aRepeatedUpdateSpeaksOnceAndTriesOnce() {
    talk.begin(code());
    String update = talk.update("message", new JsonObject().put("text", "wrong")).encode();

    provider.deliver(update).then().statusCode(200);
    provider.deliver(update).then().statusCode(200);

    talk.say("wrong again");
    talk.awaitSaid("Tries left: 3");
    assertThat(
            database.number(
                "SELECT wrong_tries FROM apay_conversation WHERE merchant_id = ?",
                shop.merchantId()))
        .isEqualTo(2);
    assertThat(talk.answers().stream().filter(answer -> answer.contains("Tries left"))).hasSize(2);
  }

  @Test
  void aSecondLinkTakesThePlaceOfTheFirst() {
    String first = code();
    talk.begin(first);

    talk.begin(code());

    save();
    assertThat(talk.say("/start " + first)).isEqualTo(words(Phrase.CONNECT_CODE_USED));
  }

  @Test
  void whatCannotBeReadIsNotKeptAlthoughItNamesMoney() {
    String broken =
        "{\"update_id\": 1, \"message\": {\"text\": \""
            + keys.lines()
            + "\", \"successful_payment\"";

    provider.deliver(broken).then().statusCode(200);

    assertThat(
            database.number("SELECT count(*) FROM quarantine WHERE bot_id = ?", provider.botId()))
        .isZero();
  }

  private void save() {
    assertThat(talk.say(keys.lines())).isEqualTo(SAVED);
    talk.awaitSaid("What comes next");
  }

  private String code() {
    return code(shop.botId());
  }

  private String code(UUID botId) {
    return shop.api()
        .body(Map.of("botId", botId))
        .post("/api/v1/apay-projects/connect-links")
        .then()
        .statusCode(201)
        .extract()
        .path("code");
  }

  private void expire() {
    database.update(
        "UPDATE apay_conversation SET expires_at = now() - interval '1 minute'"
            + " WHERE merchant_id = ?",
        shop.merchantId());
  }

  private void sayInGroup(SandboxGroup group, String text, String entity, int length) {
    JsonObject message =
        new JsonObject()
            .put("chat", new JsonObject().put("id", group.id()).put("type", "supergroup"))
            .put("text", text)
            .put(
                "entities",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("type", entity)
                            .put("offset", 0)
                            .put("length", length)));
    provider.deliver(talk.update("message", message).encode()).then().statusCode(200);
  }

  private List<JsonObject> projects() {
    return new JsonObject(shop.api().get("/api/v1/apay-projects").asString())
        .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private JsonObject project() {
    assertThat(projects()).hasSize(1);
    return projects().get(0);
  }

  /** The private keys that may have signed for this access key. */
  private List<String> signers(String accessKey) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> signers.byAccessKey(accessKey)).stream()
          .map(signer -> signer.privateKey().reveal())
          .toList();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void assertNotInClear(ApayKeys others) {
    others.secrets().forEach(secret -> assertThat(columnsWith(secret)).isEmpty());
  }

  /** Every column of every table in which this text stands. */
  private List<Object> columnsWith(String text) {
    return database
        .column(
            """
            SELECT format('SELECT %L FROM %I WHERE position(%L in %s) > 0 LIMIT 1',
                          table_name || '.' || column_name, table_name, ?,
                          CASE data_type WHEN 'bytea'
                               THEN format('encode(%I, ''escape'')', column_name)
                               ELSE format('%I::text', column_name) END)
            FROM information_schema.columns JOIN information_schema.tables
                 USING (table_schema, table_name)
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
              AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY')
            """,
            text)
        .stream()
        .flatMap(query -> database.column((String) query).stream())
        .toList();
  }

  private static String words(Phrase.Sentence phrase) {
    return Phrases.say(phrase, Locale.ENGLISH);
  }
}
