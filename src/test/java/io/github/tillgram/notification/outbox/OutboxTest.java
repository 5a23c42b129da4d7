package io.github.tillgram.notification.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Later is a row: it is done once, tried again where it may be, and given up loudly. */
@QuarkusTest
class OutboxTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject Clockwork clockwork;
  @Inject MeterRegistry meters;
  @Inject OutboxLines lines;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, SandboxChat.PAYER);
  }

  @Test
  void aFloodRefusalIsWaitedOutAndTheInvoiceSentOnce() {
    chat.fault("sendInvoice", "RATE_LIMIT", 1, 3);
    Instant start = Instant.now();

    UUID invoice = send();

    eventually(() -> assertThat(timeline(invoice)).contains("invoice.sent"));
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
    assertThat(chat.invoices()).hasSize(1);
    assertThat(rows(invoice)).isZero();
  }

  @Test
  void whatTheDatabaseDidNotGiveInTimeIsTriedAgainAsTelegramWasNotCalled() throws Exception {
    UUID invoice = shop.issue(Shop.tea());
    try (HeldLock lock = database.lockInvoices()) {
      insertLapsed(invoice, "NULL");
      eventually(() -> assertThat(attemptsThatFailed(invoice)).isPositive());
    }

    eventually(() -> assertThat(timeline(invoice)).contains("invoice.sent"));
    assertThat(chat.invoices()).hasSize(1);
  }

  private long attemptsThatFailed(UUID invoice) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE invoice_id = ? AND last_error = 'the database is away'",
        invoice);
  }

  @Test
  void whatWaitsBehindAFullLineCostsNothing() {
    database.update(
        "INSERT INTO outbox_line (bot_id, chat_id, free_at) VALUES (?, 0, now() + interval '1 h')",
        shop.botId());
    database.update(
        "INSERT INTO outbox (kind, bot_id, body) SELECT 'chat.message', ?,"
            + " '{\"chatId\":' || n || ',\"text\":\"late\"}' FROM generate_series(1, 20000) AS n",
        shop.botId());

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(rowsLookedAtInThreeSeconds()).isLessThan(300));
    database.update("DELETE FROM outbox WHERE bot_id = ?", shop.botId());
  }

  /** Statistics come a second late, and those of a connection that rests up to ten. */
  private long rowsLookedAtInThreeSeconds() throws InterruptedException {
    long before = rowsLookedAt();
    Thread.sleep(3_000);
    return rowsLookedAt() - before;
  }

  private long rowsLookedAt() {
    return database.number(
        "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'outbox_urgent_speaker_ix'");
  }

  @Test
  void anAnswerThatIsLostIsAnUnknownOutcomeAndNeverSentAgain() {
    chat.fault("sendInvoice", "LOST_ANSWER", 1, 0);
    double before = lost("issue.TELEGRAM", "outcome_unknown");

    UUID invoice = send();

    eventually(
        () ->
            assertThat(timeline(invoice))
                .containsExactly("invoice.created", "invoice.send_outcome_unknown"));
    assertThat(state(invoice)).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(chat.invoices()).as("it did arrive, and only once").hasSize(1);
    assertThat(lost("issue.TELEGRAM", "outcome_unknown")).isEqualTo(before + 1);
  }

  @Test
  void aGatewaysErrorPageIsAnUnknownOutcomeToo() {
    chat.fault("sendInvoice", "BAD_GATEWAY", 1, 0);

    UUID invoice = send();

    eventually(() -> assertThat(state(invoice)).isEqualTo("OUTCOME_UNKNOWN"));
    assertThat(database.text("SELECT last_error FROM outbox WHERE invoice_id = ?", invoice))
        .isEqualTo("HTTP 502 without JSON");
  }

  @Test
  void aPayerWhoBlockedTheBotEndsTheRowLoudly() {
    chat.block();
    double before = lost("issue.TELEGRAM", "given_up");

    UUID invoice = send();

    eventually(
        () -> assertThat(timeline(invoice)).containsExactly("invoice.created", "invoice.not_sent"));
    assertThat(state(invoice)).isEqualTo("GIVEN_UP");
    assertThat(lost("issue.TELEGRAM", "given_up")).isEqualTo(before + 1);
    assertThat(database.text("SELECT last_error FROM outbox WHERE invoice_id = ?", invoice))
        .contains("bot was blocked by the user");
  }

  @Test
  void aReceiptIsRepeatedUntilItIsKnownToHaveArrived() {
    UUID invoice = send();
    long message = chat.awaitInvoice();
    chat.fault("sendMessage", "SERVER_ERROR", 1, 0);

    chat.press(message, "PAY");

    eventually(
        () -> {
          clockwork.endWaiting(shop.botId());
          assertThat(timeline(invoice)).contains("payer.told");
        });
    assertThat(chat.texts()).hasSize(1);
    assertThat(rows(invoice)).isZero();
  }

  @Test
  void anAttemptThatWasBegunAndCutShortIsNotRepeated() {
    UUID invoice = shop.issue(Shop.tea());

    insertLapsed(invoice, "now() - interval '2 minutes'");

    eventually(() -> assertThat(timeline(invoice)).contains("invoice.send_outcome_unknown"));
    assertThat(chat.invoices()).isEmpty();
  }

  @Test
  void aClaimThatLapsedBeforeItsAttemptBeganIsTakenOver() {
    UUID invoice = shop.issue(Shop.tea());

    insertLapsed(invoice, "NULL");

    eventually(() -> assertThat(timeline(invoice)).contains("invoice.sent"));
    assertThat(chat.invoices()).hasSize(1);
  }

  @Test
  void anInvoiceThatWasCanceledMeanwhileIsNotSent() {
    UUID invoice = shop.issue(Shop.tea());
    shop.api().post("/api/v1/invoices/" + invoice + "/cancel").then().statusCode(200);

    database.update(
        "INSERT INTO outbox (kind, bot_id, invoice_id, body) VALUES ('issue.TELEGRAM', ?, ?, ?)",
        shop.botId(),
        invoice,
        "{\"chatId\": " + SandboxChat.PAYER + "}");

    eventually(
        () ->
            assertThat(timeline(invoice))
                .containsExactly("invoice.created", "invoice.canceled", "invoice.not_sent"));
    assertThat(rows(invoice)).isZero();
    assertThat(chat.invoices()).isEmpty();
  }

  @Test
  void aBurstToOneChatIsSpreadSoThatTelegramNeedNotRefuse() {
    Instant start = Instant.now();

    UUID first = send();
    UUID second = send();
    UUID third = send();

    eventually(() -> assertThat(chat.invoices()).hasSize(3));
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    for (UUID invoice : List.of(first, second, third)) {
      eventually(() -> assertThat(timeline(invoice)).contains("invoice.sent"));
    }
  }

  @Test
  void aFloodRefusalQuietensTheWholeBotAndNoOther() {
    chat.fault("sendInvoice", "RATE_LIMIT", 1, 3);
    Instant start = Instant.now();
    send();
    eventually(() -> assertThat(pausedLines()).isEqualTo(1));

    say(shop, SandboxChat.PAYER + 1);
    Shop another = shops.open();
    say(another, SandboxChat.PAYER);

    eventually(() -> assertThat(waiting(another)).isZero());
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
    eventually(() -> assertThat(waiting(shop)).isZero());
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void whatSpeaksToNobodyWaitsForNoTurn() {
    database.update(
        "INSERT INTO outbox_line (bot_id, chat_id, free_at)"
            + " VALUES (?, 0, now() + interval '1 minute')",
        shop.botId());

    database.update(
        "INSERT INTO outbox (kind, bot_id, body) VALUES ('webhook.register', ?, '{}')",
        shop.botId());

    eventually(() -> assertThat(waiting(shop)).isZero());
  }

  @Test
  void linesThatNobodyStandsInAreForgotten() {
    database.update(
        "INSERT INTO outbox_line (bot_id, chat_id, free_at)"
            + " VALUES (?, 1, now() - interval '61 minutes'), (?, 2, now() - interval '59 minutes')",
        shop.botId(),
        shop.botId());

    lines.forget().await().indefinitely();

    assertThat(database.column("SELECT chat_id FROM outbox_line WHERE bot_id = ?", shop.botId()))
        .map(Object::toString)
        .containsExactly("2");
  }

  private long pausedLines() {
    return database.number(
        "SELECT count(*) FROM outbox_line"
            + " WHERE bot_id = ? AND chat_id = 0 AND free_at > now() + interval '1 second'",
        shop.botId());
  }

  private void say(Shop speaker, long chatId) {
    database.update(
        "INSERT INTO outbox (kind, bot_id, body) VALUES ('chat.message', ?, ?)",
        speaker.botId(),
        "{\"chatId\": " + chatId + ", \"text\": \"Hello\"}");
  }

  private long waiting(Shop speaker) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND state = 'PENDING'"
            + " AND kind IN ('chat.message', 'webhook.register') AND due_at <= now()",
        speaker.botId());
  }

  private UUID send() {
    return shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
  }

  /** A row whose claim has lapsed, as a process leaves it that was killed. */
  private void insertLapsed(UUID invoice, String begunAt) {
    database.update(
        "INSERT INTO outbox (kind, bot_id, invoice_id, body, attempts, lease_owner, lease_until,"
            + " begun_at) VALUES ('issue.TELEGRAM', ?, ?, ?, 1, gen_random_uuid(), now(), "
            + begunAt
            + ")",
        shop.botId(),
        invoice,
        "{\"chatId\": " + SandboxChat.PAYER + "}");
  }

  private List<String> timeline(UUID invoice) {
    return shop.api().get("/api/v1/invoices/" + invoice + "/timeline").path("items.type");
  }

  private long rows(UUID invoice) {
    return database.number("SELECT count(*) FROM outbox WHERE invoice_id = ?", invoice);
  }

  private String state(UUID invoice) {
    return database.text("SELECT state FROM outbox WHERE invoice_id = ?", invoice);
  }

  private double lost(String kind, String reason) {
    return meters
        .get("tillgram.outbox.lost")
        .tag("kind", kind)
        .tag("reason", reason)
        .counter()
        .count();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }
}
