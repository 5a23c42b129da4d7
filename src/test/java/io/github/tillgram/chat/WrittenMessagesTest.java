package io.github.tillgram.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that a bot deletes because of what somebody wrote, and messages with buttons. */
@QuarkusTest
class WrittenMessagesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String OTHERWISE = Phrases.say(Phrase.INVOICE_NOT_YOURS, Locale.ENGLISH);

  @Inject Shops shops;
  @Inject Conversation conversation;

  private Shop shop;
  private SandboxChat chat;
  private Speaker speaker;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, SandboxChat.PAYER);
    speaker = new Speaker(shop.botId(), SandboxChat.PAYER, true, Locale.ENGLISH);
  }

  @Test
  void whatSomebodyWroteIsDeleted() throws Throwable {
    long message = written();

    delete(message);

    await().atMost(PATIENCE).until(() -> chat.messages().isEmpty());
  }

  @Test
  void whatTelegramDoesNotDeleteIsSpokenOf() throws Throwable {
    long message = written();
    chat.refuse("deleteMessage", 1, "message can't be deleted");

    delete(message);

    await().atMost(PATIENCE).until(() -> chat.texts().contains(OTHERWISE));
    assertThat(chat.texts()).contains("my secret");
  }

  @Test
  void whatIsGoneAlreadyNeedsNoWords() throws Throwable {
    long message = written();
    delete(message);
    await().atMost(PATIENCE).until(() -> chat.messages().isEmpty());

    delete(message);
    inTransaction(() -> conversation.answer(speaker, "the end"));

    await().atMost(PATIENCE).until(() -> chat.texts().contains("the end"));
    assertThat(chat.texts()).doesNotContain(OTHERWISE);
  }

  @Test
  void aRefusalThatMayPassIsTriedAgain() throws Throwable {
    long message = written();
    chat.fault("deleteMessage", "SERVER_ERROR", 1, 0);

    delete(message);

    await().atMost(PATIENCE).until(() -> chat.messages().isEmpty());
  }

  @Test
  void anAnswerHasItsButtons() throws Throwable {
    inTransaction(
        () ->
            conversation.answer(
                speaker,
                "Which?",
                List.of(
                    Button.callback("Live", "live"),
                    Button.link("Guide", "https://shop.example/guide"))));

    await().atMost(PATIENCE).until(() -> chat.texts().contains("Which?"));
    JsonArray rows =
        chat.messages()
            .get(0)
            .getJsonObject("raw")
            .getJsonObject("reply_markup")
            .getJsonArray("inline_keyboard");
    assertThat(rows)
        .isEqualTo(
            new JsonArray()
                .add(
                    new JsonArray()
                        .add(new JsonObject().put("text", "Live").put("callback_data", "live"))
                        .add(
                            new JsonObject()
                                .put("text", "Guide")
                                .put("url", "https://shop.example/guide"))));
  }

  private long written() {
    chat.say("my secret");
    return chat.messages().get(0).getLong("messageId");
  }

  private void delete(long message) throws Throwable {
    inTransaction(() -> conversation.delete(speaker, message, Phrase.INVOICE_NOT_YOURS));
  }

  private static void inTransaction(Supplier<Uni<Void>> work) throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
  }
}
