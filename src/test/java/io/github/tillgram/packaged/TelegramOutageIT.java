package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Telegram goes and comes back; what is to be said waits, and is then said once. */
class TelegramOutageIT {

  private static final Logger LOG = Logger.getLogger(TelegramOutageIT.class);

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static Installation installation;
  private static ServiceProcess service;

  /** How Telegram's absence shows. */
  private enum Trouble {
    REFUSED,
    SERVER_ERROR,
    BAD_GATEWAY,
    RATE_LIMIT,
    SILENT
  }

  private record Receipt(Till till, String reference, long payer) {}

  @BeforeAll
  static void start() {
    installation =
        new Installation("telegram").with("QUARKUS_REST_CLIENT_BOT_API_READ_TIMEOUT", "2000");
    service = installation.start().awaitReady();
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void whatIsToBeSaidWaitsForTelegramAndIsSaidOnce() {
    goThroughTroubles(3, 2);
  }

  @Test
  @Tag("proof")
  void hundredsOfReceiptsWaitForTelegramAndAreSaidOnce() {
    goThroughTroubles(20, 12);
  }

  private static void goThroughTroubles(int tillsEach, int receiptsEach) {
    List<Receipt> once = new ArrayList<>();
    List<Receipt> atLeastOnce = new ArrayList<>();
    // One after the other, while the rows of those before still wait.
    for (Trouble trouble : Trouble.values()) {
      List<Till> tills = installation.openTills(service.root(), tillsEach);
      begin(trouble, tills, receiptsEach);
      List<Receipt> owed = pay(tills, receiptsEach);
      end(trouble, owed);
      (trouble == Trouble.SILENT ? atLeastOnce : once).addAll(owed);
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).isZero());

    assertThat(once).allSatisfy(receipt -> assertThat(arrived(receipt)).isEqualTo(1));
    assertThat(atLeastOnce).allSatisfy(receipt -> assertThat(arrived(receipt)).isPositive());
    assertThat(
            installation
                .database()
                .column(
                    "SELECT state || ' ' || last_error FROM outbox WHERE kind = 'chat.message'"))
        .as("rows that were given up")
        .isEmpty();
    LOG.infof(
        "%d receipts arrived once; %d that Telegram said nothing about arrived %d times",
        once.size(),
        atLeastOnce.size(),
        atLeastOnce.stream().mapToLong(TelegramOutageIT::arrived).sum());
  }

  @Test
  void anInvoiceIsNeverPutIntoAChatTwice() {
    Till till = installation.openTill(service);
    installation.wayToTelegram().refuse();
    UUID refused = send(till, "refused");
    await().until(() -> lastError(refused) != null);
    installation.wayToTelegram().accept();
    installation.telegram().trouble(till.telegramBot(), "LOST_ANSWER", 1, 0);
    await().atMost(PATIENCE).until(() -> !isPending(refused));
    installation.telegram().trouble(till.telegramBot(), "RATE_LIMIT", 1, 1);
    UUID limited = send(till, "limited");

    await().atMost(PATIENCE).until(() -> !isPending(limited));

    for (String reference : List.of("refused", "limited")) {
      assertThat(invoices(till, reference)).as(reference).isEqualTo(1);
    }
  }

  private static void begin(Trouble trouble, List<Till> tills, int calls) {
    switch (trouble) {
      case REFUSED:
        installation.wayToTelegram().refuse();
        break;
      case SILENT:
        installation.wayToTelegram().fallSilent();
        break;
      default:
        for (Till till : tills) {
          installation.telegram().trouble(till.telegramBot(), trouble.name(), calls, 2);
        }
    }
  }

  /** What Telegram answers ends by itself, after so many calls. */
  private static void end(Trouble trouble, List<Receipt> owed) {
    if (trouble == Trouble.REFUSED) {
      letEachBeTried(owed);
      installation.wayToTelegram().accept();
    } else if (trouble == Trouble.SILENT) {
      letEachBeTried(owed);
      installation.wayToTelegram().speak();
    }
  }

  /** Payments are acknowledged as always; each owes its payer a receipt. */
  private static List<Receipt> pay(List<Till> tills, int each) {
    List<Receipt> owed = new ArrayList<>();
    for (Till till : tills) {
      for (int i = 0; i < each; i++) {
        String reference = till.telegramBot() + "-" + i;
        long payer = PEOPLE.get(i % PEOPLE.size());
        UUID invoice = issued(till.issue(reference));
        String payload = till.payload(invoice);
        assertThat(till.deliver(Till.preCheckout(payer, payload)).body()).contains("true");
        assertThat(till.deliver(Till.payment(payer, payload, "charge-" + reference)).statusCode())
            .isEqualTo(200);
        owed.add(new Receipt(till, reference, payer));
      }
    }
    return owed;
  }

  /** At least one attempt of each till has failed. */
  private static void letEachBeTried(List<Receipt> owed) {
    List<UUID> bots = owed.stream().map(receipt -> receipt.till().botId()).distinct().toList();
    for (UUID bot : bots) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  installation
                          .database()
                          .number(
                              "SELECT count(*) FROM outbox WHERE bot_id = ? AND last_error <> ''",
                              bot)
                      > 0);
    }
  }

  private static long waiting() {
    return installation
        .database()
        .number("SELECT count(*) FROM outbox WHERE state = 'PENDING' AND kind = 'chat.message'");
  }

  private static long arrived(Receipt receipt) {
    return installation
        .telegram()
        .messages(receipt.till().telegramBot(), receipt.payer())
        .filter(
            message ->
                message.getString("text", "").contains("\"Tea " + receipt.reference() + "\""))
        .count();
  }

  private static long invoices(Till till, String reference) {
    return installation
        .telegram()
        .messages(till.telegramBot(), PEOPLE.get(0))
        .filter(message -> message.containsKey("invoice"))
        .filter(
            message ->
                message.getJsonObject("invoice").getString("title").equals("Tea " + reference))
        .count();
  }

  private static UUID send(Till till, String reference) {
    return issued(
        till.post("/api/v1/invoices", Till.order(reference).put("sendTo", PEOPLE.get(0))));
  }

  private static UUID issued(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return UUID.fromString(new JsonObject(answer.body()).getString("id"));
  }

  private static String lastError(UUID invoice) {
    List<String> errors =
        installation
            .database()
            .column("SELECT last_error FROM outbox WHERE invoice_id = ?", invoice);
    return errors.isEmpty() ? null : errors.get(0);
  }

  private static boolean isPending(UUID invoice) {
    return installation
            .database()
            .number(
                "SELECT count(*) FROM outbox WHERE invoice_id = ? AND state = 'PENDING'", invoice)
        > 0;
  }
}
