package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.TextName;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bot answers to those who speak to it. */
@QuarkusTest
class CommandsTest {

  private static final long PAYER = SandboxChat.PAYER;
  private static final long STRANGER = 5000002;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NOT_YOURS = Phrases.say(Phrase.INVOICE_NOT_YOURS, Locale.ENGLISH);

  @Inject Shops shops;
  @Inject Database database;
  @Inject Clockwork clockwork;
  @Inject MeterRegistry meters;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru", "hi", "bn"})
  void everyCommandIsAnsweredInTheLanguageOfWhoeverAsks(String language) {
    Locale locale = Locale.forLanguageTag(language);

    for (TextName name : TextName.values()) {
      say(PAYER, "/" + name.command(), language);
    }

    assertAnswers(PAYER, Stream.of(TextName.values()).map(name -> name.words(locale)).toList());
  }

  @Test
  void aBotSpeaksFirstInTheLanguageItWasLastAskedInAndAGroupHasNone() {
    say(PAYER, "/help", "en");
    say(PAYER, "/help", "hi-IN");
    shop.deliver(group(command(STRANGER, "/help@" + username(), "ru")).encode());

    assertThat(
            database.column(
                "SELECT chat_id || ' ' || language FROM chat_language WHERE bot_id = ?",
                shop.botId()))
        .containsExactly(PAYER + " hi");
  }

  @Test
  void aRepeatedUpdateIsAnsweredOnce() {
    String update = command(PAYER, "/help", "en").encode();

    shop.deliver(update).then().statusCode(200);
    shop.deliver(update).then().statusCode(200);

    assertAnswers(PAYER, List.of(TextName.HELP.words(Locale.ENGLISH)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nonsense", "/start@somebody_elses_bot"})
  void whatIsNoCommandOfOursIsNotAnswered(String text) {
    say(PAYER, text, "en");

    assertAnswers(PAYER, List.of());
  }

  @Test
  void anEditedCommandIsNotGivenAgain() {
    JsonObject update = command(PAYER, "/help", "en");
    update.put("edited_message", update.remove("message"));

    shop.deliver(update.encode()).then().statusCode(200);

    assertAnswers(PAYER, List.of());
  }

  @Test
  void aDeepLinkedStartByThePayerBringsHisInvoiceAgain() {
    UUID invoice = shop.issue(Shop.tea().put("payerId", PAYER));

    start(PAYER, invoice);

    new SandboxChat(shop, PAYER).awaitInvoice();
    assertThat(new SandboxChat(shop, PAYER).texts()).isEmpty();
  }

  @Test
  void anInvoiceThatWasSentToTheChatIsSentThereAgain() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", PAYER));
    SandboxChat chat = new SandboxChat(shop, PAYER);
    chat.awaitInvoice();
    await().atMost(PATIENCE).until(() -> shop.timeline(invoice).contains("invoice.sent"));

    start(PAYER, invoice);

    await().atMost(PATIENCE).until(() -> chat.invoices().size() == 2);
  }

  @Test
  void aDeepLinkedStartByAnotherGetsASentenceAndNoInvoice() {
    start(STRANGER, shop.issue(Shop.tea().put("payerId", PAYER)));
    start(STRANGER, shop.issue(Shop.tea()));

    assertAnswers(STRANGER, List.of(NOT_YOURS, NOT_YOURS));
  }

  @Test
  void aLinkTellsStrangersNothingAboutWhichInvoicesThereAre() {
    Shop other = shops.open();
    UUID paid = shop.issue(Shop.tea().put("payerId", PAYER));
    shop.pay(PAYER, paid, "USD", 1250, "oracle-" + paid);
    UUID foreign = other.issue(Shop.tea().put("payerId", STRANGER));

    start(STRANGER, paid);
    start(STRANGER, foreign);
    start(STRANGER, UUID.randomUUID());
    say(STRANGER, "/start invoice-", "en");
    say(STRANGER, "/start invoice-1-1-1-1-1", "en");
    say(STRANGER, "/start invoice-' OR 1=1", "en");

    assertAnswers(STRANGER, Collections.nCopies(6, NOT_YOURS));
  }

  @Test
  void aReusableInvoiceIsSentToWhoeverAsks() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));

    start(STRANGER, invoice);

    new SandboxChat(shop, STRANGER).awaitInvoice();
  }

  @Test
  void whoeverComesTooLateHearsWhy() {
    UUID invoice = shop.issue(Shop.tea().put("payerId", PAYER));
    shop.api().post("/api/v1/invoices/" + invoice + "/cancel").then().statusCode(200);

    start(PAYER, invoice);

    assertAnswers(PAYER, List.of(Phrases.say(Phrase.INVOICE_CANCELED, Locale.ENGLISH)));
  }

  @Test
  void inAGroupABotAnswersWhenItIsNamedAndHandsOutNoInvoice() {
    UUID invoice = shop.issue(Shop.tea().put("payerId", PAYER));

    shop.deliver(group(command(PAYER, "/start", "en")).encode());
    shop.deliver(
        group(command(PAYER, "/start@" + username() + " invoice-" + invoice, "en")).encode());

    assertThat(
            database.column(
                "SELECT body FROM outbox WHERE bot_id = ? AND chat_id < 0", shop.botId()))
        .singleElement()
        .asString()
        .contains("Hello!");
    assertAnswers(PAYER, List.of());
  }

  @Test
  void aRefundSpeaksTheLanguageOfThePayment() {
    UUID invoice = shop.issue(Shop.stars(5));
    JsonObject update =
        Shop.paymentUpdate(
            Shop.nextUpdateId(), PAYER, shop.payload(invoice), "XTR", 5, "ru-" + invoice, p -> p);
    update.getJsonObject("message").getJsonObject("from").put("language_code", "ru-RU");
    shop.deliver(update.encode()).then().statusCode(200);

    shop.refund(PAYER, shop.payload(invoice), "XTR", 5, "ru-" + invoice);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(new SandboxChat(shop, PAYER).texts())
                    .containsExactly(
                        "Спасибо! Платёж за «Tea» получен: 5 звёзд.",
                        "Платёж возвращён: 5 звёзд."));
  }

  private String username() {
    return database.text("SELECT username FROM bot WHERE id = ?", shop.botId());
  }

  @Test
  void whoeverAsksWithoutEndIsNotAnsweredWithoutEnd() {
    double before = unanswered();
    silence();

    for (int i = 0; i < 13; i++) {
      say(STRANGER, "/help", "en");
    }
    say(PAYER, "/help", "en");

    assertThat(waiting("chat.answer", STRANGER)).isEqualTo(10);
    assertThat(waiting("chat.answer", PAYER)).isOne();
    assertThat(unanswered() - before).isEqualTo(3);
  }

  @Test
  void anInvoiceThatWaitsToBeSentToAChatIsNotOfferedThereAgain() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    UUID other = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    double before = unanswered();
    silence();

    start(STRANGER, invoice);
    start(STRANGER, invoice);
    start(STRANGER, other);
    start(PAYER, invoice);

    assertThat(waiting("issue.TELEGRAM", STRANGER)).isEqualTo(2);
    assertThat(waiting("issue.TELEGRAM", PAYER)).isOne();
    assertThat(unanswered() - before).isOne();
  }

  @Test
  void everyPaymentIsConfirmedHoweverMuchWaits() {
    UUID invoice = shop.issue(Shop.stars(5).put("usage", "REUSABLE"));
    silence();

    for (int i = 0; i < 12; i++) {
      shop.pay(PAYER, invoice, "XTR", 5, i + "-" + invoice).then().statusCode(200);
    }

    assertThat(waiting("chat.message", PAYER)).isEqualTo(12);
  }

  /** Nothing is said for the bot while this test looks. */
  private void silence() {
    database.update(
        "INSERT INTO outbox_line (bot_id, chat_id, free_at) VALUES (?, 0, now() + interval '1 hour')"
            + " ON CONFLICT (bot_id, chat_id) DO UPDATE SET free_at = excluded.free_at",
        shop.botId());
  }

  private long waiting(String kind, long person) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND kind = ? AND chat_id = ?",
        shop.botId(),
        kind,
        person);
  }

  private double unanswered() {
    return meters.get("tillgram.commands.unanswered").counter().count();
  }

  private void start(long person, UUID invoice) {
    say(person, "/start invoice-" + invoice, "en");
  }

  private void say(long person, String text, String language) {
    shop.deliver(command(person, text, language).encode()).then().statusCode(200);
  }

  private static JsonObject command(long person, String text, String language) {
    long update = Shop.nextUpdateId();
    return new JsonObject()
        .put("update_id", update)
        .put(
            "message",
            new JsonObject()
                .put("message_id", update)
                .put("from", Shop.user(person).put("language_code", language))
                .put("chat", new JsonObject().put("id", person).put("type", "private"))
                .put("date", System.currentTimeMillis() / 1000)
                .put("text", text)
                .put(
                    "entities",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("offset", 0)
                                .put("length", text.split(" ")[0].length())
                                .put("type", "bot_command"))));
  }

  private static JsonObject group(JsonObject update) {
    update
        .getJsonObject("message")
        .put("chat", new JsonObject().put("id", -1002217745120L).put("type", "supergroup"));
    return update;
  }

  private void assertAnswers(long person, List<String> expected) {
    SandboxChat chat = new SandboxChat(shop, person);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clockwork.endWaiting(shop.botId());
              return chat.texts().size() >= expected.size() && unsaid(person) == 0;
            });
    assertThat(chat.texts()).containsExactlyElementsOf(expected);
    assertThat(chat.invoices()).isEmpty();
  }

  private long unsaid(long person) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND chat_id = ?", shop.botId(), person);
  }
}
