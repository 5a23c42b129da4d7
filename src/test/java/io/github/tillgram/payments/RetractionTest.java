package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.Expiry;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an invoice's messages when it can no longer be paid. */
@QuarkusTest
class RetractionTest {

  private static final long PAYER = SandboxChat.PAYER;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CANCELED = Phrases.say(Phrase.INVOICE_CANCELED, Locale.ENGLISH);

  @Inject Shops shops;
  @Inject Database database;
  @Inject Clockwork clockwork;
  @Inject Expiry expiry;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, PAYER);
  }

  @Test
  void anInvoiceMessageCannotBeEditedSoItIsDeleted() {
    UUID invoice = sent();

    cancel(invoice);

    awaitEvent(invoice, "invoice.message_deleted");
    assertThat(chat.messages()).isEmpty();
    assertThat(remembered(invoice)).isZero();
  }

  @Test
  void anExpiredInvoiceIsDeletedFromEveryChatItStandsIn() {
    String end = Instant.now().plus(1, ChronoUnit.HOURS).toString();
    UUID invoice =
        shop.issue(Shop.tea().put("usage", "REUSABLE").put("sendTo", PAYER).put("expiresAt", end));
    shop.api().body("{\"chatId\": 5000002}").post("/api/v1/invoices/" + invoice + "/send");
    await().atMost(PATIENCE).until(() -> remembered(invoice) == 2);

    clockwork.expire(invoice);
    expiry.round();

    await().atMost(PATIENCE).until(() -> remembered(invoice) == 0);
    assertThat(chat.messages()).isEmpty();
    assertThat(new SandboxChat(shop, 5000002).messages()).isEmpty();
    assertThat(shop.timeline(invoice)).contains("invoice.expired", "invoice.message_deleted");
  }

  @Test
  void afterTwoDaysItIsRepliedToInstead() {
    UUID invoice = sent();
    database.update(
        "UPDATE invoice_message SET sent_at = now() - interval '49 hours' WHERE invoice_id = ?",
        invoice);
    database.update(
        "INSERT INTO chat_language (bot_id, chat_id, language) VALUES (?, ?, 'ru')",
        shop.botId(),
        PAYER);

    cancel(invoice);

    awaitEvent(invoice, "invoice.message_answered");
    assertThat(chat.invoices()).hasSize(1);
    assertThat(chat.texts())
        .containsExactly(Phrases.say(Phrase.INVOICE_CANCELED, Locale.forLanguageTag("ru")));
  }

  @Test
  void whatTelegramDoesNotDeleteIsRepliedTo() {
    UUID invoice = sent();
    chat.fault("deleteMessage", "BAD_REQUEST", 1, 0);

    cancel(invoice);

    awaitEvent(invoice, "invoice.message_answered");
    assertThat(chat.texts()).containsExactly(CANCELED);
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsRepeatedInSilence() {
    UUID invoice = sent();
    chat.fault("deleteMessage", "LOST_ANSWER", 1, 0);

    cancel(invoice);

    awaitEvent(invoice, "invoice.message_deleted");
    assertThat(chat.messages()).isEmpty();
  }

  @Test
  void whereTheBotIsBlockedAMessageIsLeft() {
    UUID invoice = sent();
    database.update(
        "UPDATE invoice_message SET sent_at = now() - interval '49 hours' WHERE invoice_id = ?",
        invoice);
    chat.block();

    cancel(invoice);

    awaitEvent(invoice, "invoice.message_left");
    assertThat(database.number("SELECT count(*) FROM outbox WHERE invoice_id = ?", invoice))
        .isZero();
  }

  /** Money can arrive for an invoice that is canceled already; its message is the payer's proof. */
  @Test
  void whatWasPaidMeanwhileIsNotTakenAway() {
    UUID invoice = sent();
    chat.fault("deleteMessage", "SERVER_ERROR", 1, 0);
    cancel(invoice);
    await().atMost(PATIENCE).until(() -> tried(invoice));

    shop.pay(PAYER, invoice, "USD", 1250, "late-" + invoice);
    clockwork.endWaiting(shop.botId());

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM outbox WHERE invoice_id = ? AND kind = 'chat.retract'",
                        invoice)
                    == 0);
    assertThat(chat.invoices()).hasSize(1);
  }

  @Test
  void aMessageThatArrivesAfterTheCancellationIsTakenAwayToo() {
    UUID invoice = shop.issue(Shop.tea());
    chat.fault("sendInvoice", "RATE_LIMIT", 1, 5);
    shop.api().body("{\"chatId\": " + PAYER + "}").post("/api/v1/invoices/" + invoice + "/send");
    await().atMost(PATIENCE).until(() -> tried(invoice));
    try (Database.HeldLock lock = database.lock(invoice)) {
      clockwork.endWaiting(shop.botId());
      await().atMost(PATIENCE).until(() -> chat.invoices().size() == 1);
      lock.cancel();
    }

    awaitEvent(invoice, "invoice.message_deleted");
    assertThat(chat.messages()).isEmpty();
  }

  /** The bot is silent, so that what is to be deleted stays where it can be counted. */
  @Test
  void anInvoiceThatStandsInVeryManyChatsIsTakenAwayInPortions() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    database.update(
        "INSERT INTO outbox_line (bot_id, chat_id, free_at) VALUES (?, 0, now() + interval '1 hour')",
        shop.botId());
    database.update(
        "INSERT INTO invoice_message (invoice_id, chat_id, message_id)"
            + " SELECT ?, n / 2 - 300, n FROM generate_series(1, 1201) n",
        invoice);

    cancel(invoice);

    await().atMost(PATIENCE).until(() -> waiting(invoice, "chat.retract") == 1201);
    assertThat(
            database.number(
                "SELECT count(DISTINCT body) FROM outbox WHERE invoice_id = ?", invoice))
        .isEqualTo(1201);
    assertThat(waiting(invoice, "invoice.retract")).isZero();
    database.update("DELETE FROM outbox WHERE invoice_id = ?", invoice);
  }

  @Test
  void anInvoiceThatStandsNowhereLeavesNothingToDo() {
    UUID invoice = shop.issue(Shop.tea());

    cancel(invoice);

    assertThat(waiting(invoice, "invoice.retract")).isZero();
  }

  private long waiting(UUID invoice, String kind) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE invoice_id = ? AND kind = ?", invoice, kind);
  }

  private UUID sent() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", PAYER));
    chat.awaitInvoice();
    awaitEvent(invoice, "invoice.sent");
    return invoice;
  }

  private void cancel(UUID invoice) {
    shop.api().post("/api/v1/invoices/" + invoice + "/cancel").then().statusCode(200);
  }

  private void awaitEvent(UUID invoice, String type) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clockwork.endWaiting(shop.botId());
              return shop.timeline(invoice).contains(type);
            });
  }

  private boolean tried(UUID invoice) {
    return database.number(
            "SELECT count(*) FROM outbox WHERE invoice_id = ? AND attempts > 0", invoice)
        == 1;
  }

  private long remembered(UUID invoice) {
    return database.number("SELECT count(*) FROM invoice_message WHERE invoice_id = ?", invoice);
  }
}
