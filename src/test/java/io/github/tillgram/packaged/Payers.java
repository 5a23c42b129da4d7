package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Merchants and payers who go on whatever happens. What was not acknowledged they repeat until it
 * is, as merchants and Telegram do; some of what was acknowledged they repeat too.
 */
final class Payers implements AutoCloseable {

  /** An order that was paid; its charge is unknown when it was paid in the chat. */
  record Order(Till till, UUID invoice, String reference, long payer, Optional<String> chargeId) {}

  private static final int RESENT = 4;
  private static final long PAUSE_MILLIS = 150;
  private static final Duration END = Duration.ofSeconds(120);

  private final Telegram telegram;
  private final int most;
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final List<Future<?>> ends = new ArrayList<>();
  private final Collection<Order> paid = new ConcurrentLinkedQueue<>();
  private final Collection<String> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger resent = new AtomicInteger();
  private final AtomicInteger cutShort = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * @param most how many orders there may be; afterwards everybody is content
   */
  Payers(Telegram telegram, int most) {
    this.telegram = telegram;
    this.most = most;
  }

  /** One order after the other, as updates at each till's webhook. */
  Payers payAtTheDoor(List<Till> tills) {
    tills.forEach(till -> ends.add(people.submit(() -> payAtTheDoor(till))));
    return this;
  }

  /** One order after the other in the chat, where Telegram repeats what was not acknowledged. */
  Payers payInTheChat(Till till) {
    ends.add(people.submit(() -> goOnInTheChat(till)));
    return this;
  }

  boolean areContent() {
    return ends.stream().allMatch(Future::isDone);
  }

  /** Lets everybody finish the order at hand. */
  void finish() throws Exception {
    stopping = true;
    people.shutdown();
    for (Future<?> end : ends) {
      try {
        end.get(END.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException failed) {
        throw new AssertionError("Somebody could not go on paying", failed.getCause());
      }
    }
  }

  /** Nobody goes on, whatever he is at. */
  @Override
  public void close() {
    stopping = true;
    people.shutdownNow();
  }

  Collection<Order> paid() {
    return paid;
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** What got no answer at all. */
  int cutShort() {
    return cutShort.get();
  }

  /** Answers that were no acknowledgement, with their status first. */
  Collection<String> refusals() {
    return refusals;
  }

  @Override
  public String toString() {
    return String.format(
        "%d payments; of their calls %d were acknowledged, %d of them twice, %d refused, %d cut short",
        paid.size(), acknowledged.get(), resent.get(), refusals.size(), cutShort.get());
  }

  private boolean wantsMore() {
    return !stopping && begun.getAndIncrement() < most;
  }

  private void payAtTheDoor(Till till) {
    for (int i = 0; wantsMore(); i++) {
      long payer = PEOPLE.get(i % PEOPLE.size());
      String reference = till.telegramBot() + "-" + i;
      UUID invoice = issue(till, Till.order(reference));
      String payload = payload(till, invoice);
      untilApproved(till, Till.preCheckout(payer, payload));
      String chargeId = "charge-" + reference;
      JsonObject payment = Till.payment(payer, payload, chargeId);
      untilAcknowledged(() -> till.deliver(payment));
      if (i % RESENT == 0) {
        untilAcknowledged(() -> till.deliver(payment));
        resent.incrementAndGet();
      }
      paid.add(new Order(till, invoice, reference, payer, Optional.of(chargeId)));
      pause();
    }
  }

  /** Telegram knows it from the invoice's message; here the database may be away meanwhile. */
  private static String payload(Till till, UUID invoice) {
    while (true) {
      try {
        return till.payload(invoice);
      } catch (IllegalStateException databaseIsAway) {
        pause();
      }
    }
  }

  private void untilApproved(Till till, JsonObject query) {
    untilAcknowledged(
        () -> till.deliver(query),
        answer -> answer.statusCode() == 200 && new JsonObject(answer.body()).getBoolean("ok"));
  }

  private void goOnInTheChat(Till till) {
    long payer = PEOPLE.get(0);
    for (int i = 0; wantsMore(); i++) {
      String reference = "chat-" + i;
      UUID invoice = issue(till, Till.order(reference).put("sendTo", payer));
      long message = messageAbout(till, payer, invoice, reference);
      while (!telegram.pay(till.telegramBot(), payer, message).equals("PAID")) {
        cutShort.incrementAndGet();
        pause();
      }
      paid.add(new Order(till, invoice, reference, payer, Optional.empty()));
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
          telegram
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
        refusals.add(described(answer));
      } catch (UncheckedIOException noAnswer) {
        cutShort.incrementAndGet();
      }
      pause();
    }
  }

  private static String described(HttpResponse<String> answer) {
    String wait = answer.headers().firstValue("Retry-After").map(s -> " Retry-After").orElse("");
    return answer.statusCode() + wait + " " + answer.body();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
