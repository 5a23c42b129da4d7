package io.github.tillgram.webhook;

import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.PolledUpdate;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Asks for the updates of one bot, again and again. While some of them are not done with, Telegram
 * is asked every few seconds what else there is, so that nobody who presses Pay waits for a slow
 * message of somebody else.
 */
final class LongPoll {

  private static final Logger LOG = Logger.getLogger(LongPoll.class);

  /** How long Telegram waits for something to tell; at most 50 seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Telegram slows down whoever asks the same more often. */
  private static final Duration PACE = Duration.ofSeconds(3);

  private static final Duration FIRST_REST = Duration.ofMillis(500);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 6;

  private static final int CONFLICT = 409;

  private final Vertx vertx;
  private final String botKey;
  private final AskForUpdates telegram;
  private final HandlePolled handler;
  private final PollWindow window;

  private volatile ConnectedBot bot;
  private volatile boolean webhookIsGone;
  private volatile int failures;
  private volatile Cancellable loop;
  private volatile boolean stopped;

  /**
   * @param atATime how many updates may be under way
   */
  LongPoll(Vertx vertx, String botKey, AskForUpdates telegram, HandlePolled handler, int atATime) {
    this.vertx = vertx;
    this.botKey = botKey;
    this.telegram = telegram;
    this.handler = handler;
    this.window = new PollWindow(atATime, update -> HandlePolled.queueOf(bot, update));
  }

  /** Goes on until it is stopped, in the caller's context. */
  void start() {
    Executor here = SessionContexts.ofCaller(vertx);
    loop =
        Uni.createFrom()
            .deferred(this::round)
            .emitOn(here)
            .replaceWith(true)
            .repeat()
            .indefinitely()
            .subscribe()
            .with(again -> {}, failure -> LOG.error("A bot is not polled any more", failure));
    if (stopped) {
      loop.cancel();
    }
  }

  /** Asks no more, and completes when what is under way is done with. */
  CompletableFuture<Void> stop() {
    stopped = true;
    if (loop != null) {
      loop.cancel();
    }
    window.close();
    return window.whenFinished();
  }

  private Uni<Void> round() {
    return find()
        .invoke(found -> bot = found)
        .chain(this::leaveWebhook)
        .chain(this::ask)
        .invoke(() -> failures = 0)
        .onFailure()
        .recoverWithUni(this::rest);
  }

  private Uni<ConnectedBot> find() {
    return failures == 0 ? telegram.find(botKey) : telegram.findAgain(botKey);
  }

  private Uni<Void> leaveWebhook() {
    return webhookIsGone
        ? Uni.createFrom().voidItem()
        : telegram.leaveWebhook(bot).invoke(() -> webhookIsGone = true);
  }

  private Uni<Void> ask() {
    long offset = window.offset();
    long asked = System.nanoTime();
    return telegram
        .ask(bot, offset, window.isFinished() ? PATIENCE : Duration.ZERO)
        .map(updates -> takeIn(updates, offset))
        .chain(news -> untilItIsWorthAsking(news, asked));
  }

  private boolean takeIn(List<PolledUpdate> updates, long offset) {
    window.forgotten(offset);
    boolean news = window.add(updates);
    startWhoseTurnItIs();
    return news;
  }

  private void startWhoseTurnItIs() {
    window.start().forEach(next -> handler.handle(bot, next, done -> ended(next, done)));
  }

  private void ended(PolledUpdate update, boolean done) {
    if (done) {
      window.done(update.id());
      startWhoseTurnItIs();
    } else {
      Duration rest = restAfter(window.failed(update.id()));
      vertx.setTimer(rest.toMillis(), rested -> again(update));
    }
  }

  private void again(PolledUpdate update) {
    window.again(update.id());
    startWhoseTurnItIs();
  }

  private Uni<Void> untilItIsWorthAsking(boolean news, long asked) {
    if (!window.isFinished()) {
      return Uni.createFrom()
          .completionStage(window.whenFinished())
          .ifNoItem()
          .after(PACE)
          .recoverWithItem((Void) null);
    }
    Duration early = PACE.minusNanos(System.nanoTime() - asked);
    return news || early.isNegative() ? Uni.createFrom().voidItem() : pause(early);
  }

  private Uni<Void> rest(Throwable failure) {
    Duration rest = restAfter(++failures);
    if (failure instanceof BotApiFailure.RateLimited) {
      rest = ((BotApiFailure.RateLimited) failure).retryAfter();
    } else if (isConflict(failure)) {
      webhookIsGone = false;
      rest = PACE;
    }
    LOG.warnf("Telegram did not tell of a bot's updates: %s", failure.getMessage());
    return pause(rest);
  }

  /** Somebody registered a webhook, or asks for the same bot's updates. */
  private static boolean isConflict(Throwable failure) {
    return failure instanceof BotApiFailure.Refused
        && ((BotApiFailure.Refused) failure).code() == CONFLICT;
  }

  private static Uni<Void> pause(Duration duration) {
    return Uni.createFrom().voidItem().onItem().delayIt().by(duration);
  }

  /**
   * @param failures in a row, 1 or more
   */
  private static Duration restAfter(int failures) {
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }
}
