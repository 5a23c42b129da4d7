package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Payments go on while the service is killed again and again, most times at work, sometimes at its
 * start. Whatever was not acknowledged is repeated, as Telegram and merchants do; some of what was
 * acknowledged is repeated too.
 */
class KilledServiceIT {

  private static final int KILLS = Integer.getInteger("tillgram.test.kills", 20);

  /** Each with a bot of its own; a bot may say only so much in a second. */
  private static final int SHOPS = 6;

  private static final int KILLED_WHILE_STARTING = 5;
  private static final int RESENT = 4;
  private static final int FEWEST_ACKNOWLEDGED = 4;
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 150;
  private static final Duration END = Duration.ofSeconds(90);

  private static Installation installation;

  private final ConcurrentLinkedQueue<Order> paid = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger unacknowledged = new AtomicInteger();
  private final CountDownLatch lastKill = new CountDownLatch(1);

  private record Order(Till till, UUID invoice, String reference, long payer, String chargeId) {}

  @BeforeAll
  static void install() {
    // Claims of the killed are taken over soon.
    installation = new Installation("killed").with("TILLGRAM_OUTBOX_LEASE", "PT3S");
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void everyPaymentIsRecordedExactlyOnceHoweverOftenTheServiceIsKilled() throws Exception {
    List<Till> tills = openTills();
    ExecutorService people = Executors.newCachedThreadPool();
    List<Future<?>> ends = new ArrayList<>();
    tills.forEach(till -> ends.add(people.submit(() -> payAtTheDoor(till))));
    ends.add(people.submit(() -> payInTheChat(tills.get(0))));

    killAgainAndAgain();
    try (ServiceProcess survivor = installation.start().awaitReady()) {
      lastKill.countDown();
      finish(ends);
      await().atMost(END).until(() -> number("SELECT count(*) FROM outbox WHERE %s", PENDING) == 0);
    }
    people.shutdown();

    assertThat(unacknowledged).as("times that something was not acknowledged").hasPositiveValue();
    assertThat(paid).hasSizeGreaterThan(KILLS);
    everyInvoiceIsPaidOnce();
    everyChargeIsOnePayment(tills);
    theLedgerSumsToWhatWasReceived();
    everyInvoiceHasOneEventOfEachKind();
    everyPayerWasTold();
    nothingIsLeftBehind();
  }

  private static final String PENDING = "state = 'PENDING'";

  private static List<Till> openTills() {
    try (ServiceProcess service = installation.start().awaitReady()) {
      List<Till> tills = new ArrayList<>();
      for (int i = 0; i < SHOPS; i++) {
        tills.add(installation.openTill(service));
      }
      return tills;
    }
  }

  /**
   * How far a life gets is counted in acknowledgements, not in time, so that a slow machine sees as
   * many payments as a fast one; the moment within the work is left to chance.
   */
  private void killAgainAndAgain() throws InterruptedException {
    Random chance = new Random(KILLS);
    for (int life = 1; life <= KILLS; life++) {
      try (ServiceProcess service = installation.start()) {
        if (life % KILLED_WHILE_STARTING == 0) {
          Thread.sleep(1000 + chance.nextInt(2000));
        } else {
          service.awaitReady();
          int enough = acknowledged.get() + FEWEST_ACKNOWLEDGED + chance.nextInt(8);
          await().atMost(LIFE).until(() -> acknowledged.get() >= enough);
          Thread.sleep(chance.nextInt(100));
        }
        service.kill();
      }
    }
  }

  /** A payer after the other, as updates at the webhook. */
  private void payAtTheDoor(Till till) {
    for (int i = 0; lastKill.getCount() > 0; i++) {
      long payer = PEOPLE.get(i % PEOPLE.size());
      String reference = till.telegramBot() + "-" + i;
      UUID invoice = issue(till, Till.order(reference));
      String payload = till.payload(invoice);
      JsonObject query = Till.preCheckout(payer, payload);
      untilAcknowledged(
          () -> till.deliver(query), answer -> new JsonObject(answer.body()).getBoolean("ok"));
      String chargeId = "charge-" + reference;
      JsonObject payment = Till.payment(payer, payload, chargeId);
      untilAcknowledged(() -> till.deliver(payment));
      if (i % RESENT == 0) {
        untilAcknowledged(() -> till.deliver(payment));
      }
      paid.add(new Order(till, invoice, reference, payer, chargeId));
      pause();
    }
  }

  /** In the chat, where Telegram itself repeats what was not acknowledged. */
  private void payInTheChat(Till till) {
    long payer = PEOPLE.get(0);
    for (int i = 0; lastKill.getCount() > 0; i++) {
      String reference = "chat-" + i;
      UUID invoice = issue(till, Till.order(reference).put("sendTo", payer));
      long message = messageAbout(till, payer, invoice, reference);
      while (!installation.telegram().pay(till.telegramBot(), payer, message).equals("PAID")) {
        unacknowledged.incrementAndGet();
        pause();
      }
      paid.add(new Order(till, invoice, reference, payer, null));
    }
  }

  /** The message with the invoice; if its sending was cut short, the merchant sends it again. */
  private long messageAbout(Till till, long payer, UUID invoice, String reference) {
    Optional<Long> found = Optional.empty();
    for (int looks = 1; found.isEmpty(); looks++) {
      pause();
      if (looks % 40 == 0) {
        untilAcknowledged(
            () ->
                till.post(
                    "/api/v1/invoices/" + invoice + "/send", new JsonObject().put("chatId", payer)),
            answer -> answer.statusCode() == 202);
      }
      found =
          installation
              .telegram()
              .messages(till.telegramBot(), payer)
              .filter(message -> message.containsKey("invoice"))
              .filter(
                  message ->
                      message
                          .getJsonObject("invoice")
                          .getString("title")
                          .equals("Tea " + reference))
              .map(message -> message.getLong("messageId"))
              .findFirst();
    }
    return found.get();
  }

  /** An order whose answer was lost is there already, under its reference. */
  private UUID issue(Till till, JsonObject order) {
    HttpResponse<String> answer =
        untilAcknowledged(
            () -> till.post("/api/v1/invoices", order),
            response -> response.statusCode() == 201 || response.statusCode() == 409);
    if (answer.statusCode() == 201) {
      return UUID.fromString(new JsonObject(answer.body()).getString("id"));
    }
    String list = "/api/v1/invoices?reference=" + order.getString("reference");
    return UUID.fromString(
        new JsonObject(untilAcknowledged(() -> till.get(list)).body())
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("id"));
  }

  private HttpResponse<String> untilAcknowledged(Supplier<HttpResponse<String>> call) {
    return untilAcknowledged(call, answer -> answer.statusCode() == 200);
  }

  private HttpResponse<String> untilAcknowledged(
      Supplier<HttpResponse<String>> call, Predicate<HttpResponse<String>> isAcknowledgement) {
    while (true) {
      try {
        HttpResponse<String> answer = call.get();
        if (isAcknowledgement.test(answer)) {
          acknowledged.incrementAndGet();
          return answer;
        }
      } catch (UncheckedIOException cutShort) {
        // Like any other answer but the one that is waited for.
      }
      unacknowledged.incrementAndGet();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static void finish(List<Future<?>> ends) throws Exception {
    for (Future<?> end : ends) {
      try {
        end.get(END.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException failed) {
        throw new AssertionError("Somebody could not go on paying", failed.getCause());
      }
    }
  }

  private void everyInvoiceIsPaidOnce() {
    assertThat(number("SELECT count(*) FROM invoice")).isEqualTo(paid.size());
    assertThat(column("SELECT id FROM invoice WHERE status <> 'PAID' OR counted_payments <> 1"))
        .isEmpty();
    assertThat(column("SELECT anomaly FROM invoice WHERE anomaly IS NOT NULL")).isEmpty();
  }

  private void everyChargeIsOnePayment(List<Till> tills) {
    Set<String> charges =
        paid.stream().map(Order::chargeId).filter(charge -> charge != null).collect(toSet());
    charges.addAll(installation.telegram().charges(tills.get(0).telegramBot()));

    assertThat(charges).hasSameSizeAs(paid);
    assertThat(column("SELECT telegram_charge_id FROM payment"))
        .containsExactlyInAnyOrderElementsOf(charges);
    assertThat(column("SELECT id FROM payment WHERE status <> 'COUNTED'")).isEmpty();
  }

  private void theLedgerSumsToWhatWasReceived() {
    assertThat(number("SELECT sum(amount) FROM ledger_line")).isEqualTo(paid.size() * Till.PRICE);
    assertThat(
            column(
                "SELECT p.id FROM payment p LEFT JOIN ledger_line l ON l.payment_id = p.id"
                    + " GROUP BY p.id, p.amount HAVING sum(l.amount) IS DISTINCT FROM p.amount"))
        .isEmpty();
  }

  private static void everyInvoiceHasOneEventOfEachKind() {
    assertThat(
            column(
                "SELECT i.id FROM invoice i LEFT JOIN invoice_event e ON e.invoice_id = i.id"
                    + " GROUP BY i.id"
                    + " HAVING count(*) FILTER (WHERE e.type = 'payment.received') <> 1"
                    + " OR count(*) FILTER (WHERE e.type = 'invoice.paid') <> 1"
                    + " OR count(*) FILTER (WHERE e.type = 'invoice.checkout_approved') < 1"))
        .isEmpty();
  }

  private void everyPayerWasTold() {
    for (Order order : paid) {
      assertThat(texts(order))
          .as("what the payer of %s read", order.reference())
          .anyMatch(text -> text.contains("\"Tea " + order.reference() + "\" has been received"));
    }
  }

  private static List<String> texts(Order order) {
    return installation
        .telegram()
        .messages(order.till().telegramBot(), order.payer())
        .map(message -> message.getString("text", ""))
        .toList();
  }

  /** Only the sending of an invoice may end without anybody knowing how. */
  private static void nothingIsLeftBehind() {
    assertThat(
            column(
                "SELECT kind || ' ' || state || ' ' || coalesce(last_error, '') FROM outbox"
                    + " WHERE NOT (kind LIKE 'issue.%' AND state = 'OUTCOME_UNKNOWN')"))
        .isEmpty();
    assertThat(column("SELECT reason FROM quarantine")).isEmpty();
  }

  private static long number(String sql, Object... parts) {
    return installation.database().number(sql.formatted(parts));
  }

  private static List<String> column(String sql) {
    return installation.database().column(sql);
  }
}
