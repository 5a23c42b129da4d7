package io.github.tillgram.sandbox.delivery;

import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.PendingUpdate;
import io.github.tillgram.sandbox.world.WorldThread;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Delivers the updates of one bot to its webhook. Every change of the webhook starts a new
 * generation; what the old one had in flight no longer counts and is delivered again.
 */
final class BotDelivery {
  private final Bot bot;
  private final WebhookClient client;
  private final WorldThread thread;
  private final Clock clock;
  private final Deliveries owner;
  private final Map<String, UpdateQueue> queues = new HashMap<>();
  private final Queue<UpdateQueue> ready = new ArrayDeque<>();
  private final Set<Long> repeated = new HashSet<>();
  private int generation;
  private int inFlight;
  private int duplicates;
  private boolean held;

  BotDelivery(Bot bot, WebhookClient client, WorldThread thread, Clock clock, Deliveries owner) {
    this.bot = bot;
    this.client = client;
    this.thread = thread;
    this.clock = clock;
    this.owner = owner;
  }

  void restart() {
    generation++;
    inFlight = 0;
    queues.clear();
    ready.clear();
    if (bot.webhook().isSet()) {
      bot.inbox().all().forEach(this::enqueue);
      pump();
    }
  }

  void accept(PendingUpdate update) {
    if (bot.webhook().isSet()) {
      enqueue(update);
      pump();
    }
  }

  void hold(boolean hold) {
    held = hold;
    pump();
  }

  /** The next so many acknowledgements get lost, so their updates arrive twice. */
  void duplicateNext(int count) {
    duplicates = count;
  }

  void repeat(long updateId) {
    repeated.add(updateId);
  }

  private void enqueue(PendingUpdate update) {
    UpdateQueue queue = queues.computeIfAbsent(update.queue(), key -> new UpdateQueue());
    queue.add(update);
    makeReady(queue);
  }

  private void makeReady(UpdateQueue queue) {
    if (queue.schedule()) {
      ready.add(queue);
    }
  }

  private void pump() {
    while (!held && inFlight < bot.webhook().maxConnections() && !ready.isEmpty()) {
      UpdateQueue queue = ready.poll();
      if (isExpired(queue.head(), Duration.ZERO)) {
        drop(queue);
      } else {
        send(queue);
      }
    }
  }

  private void send(UpdateQueue queue) {
    PendingUpdate update = queue.head();
    int sentBy = generation;
    inFlight++;
    client
        .send(bot.webhook(), update)
        .onSuccess(outcome -> thread.run(() -> finished(sentBy, queue, update, outcome)));
  }

  private void finished(
      int sentBy, UpdateQueue queue, PendingUpdate update, WebhookOutcome outcome) {
    if (sentBy != generation) {
      return;
    }
    inFlight--;
    if (outcome.isDelivered()) {
      delivered(queue, update, outcome);
    } else {
      failed(queue, outcome);
    }
    pump();
    owner.changed();
  }

  private void delivered(UpdateQueue queue, PendingUpdate update, WebhookOutcome outcome) {
    if (repeated.remove(update.id())) {
      queue.again();
    } else if (duplicates > 0) {
      duplicates--;
      queue.again();
    } else {
      bot.inbox().remove(update.id());
      queue.done();
    }
    makeReady(queue);
    if (queue.isEmpty()) {
      queues.remove(update.queue());
    }
    owner.reply(bot, outcome);
  }

  private void failed(UpdateQueue queue, WebhookOutcome outcome) {
    bot.deliveryFailed(clock.instant().getEpochSecond(), outcome.error());
    Duration wait =
        outcome.asksToWait()
            ? owner.backoff().seconds(outcome.retryAfter())
            : owner.backoff().afterFailure(queue.failed());
    if (isExpired(queue.head(), wait)) {
      drop(queue);
    } else {
      int failedIn = generation;
      thread.after(wait, () -> retry(failedIn, queue));
    }
  }

  private void retry(int failedIn, UpdateQueue queue) {
    if (failedIn == generation) {
      queue.again();
      makeReady(queue);
      pump();
    }
  }

  private void drop(UpdateQueue queue) {
    bot.inbox().remove(queue.head().id());
    queue.done();
    makeReady(queue);
  }

  private boolean isExpired(PendingUpdate update, Duration wait) {
    return clock.instant().plus(wait).getEpochSecond() > update.expiresAt();
  }
}
