package io.github.tillgram.sandbox.apay.postback;

import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Postback;
import io.github.tillgram.sandbox.apay.book.Postback.State;
import io.github.tillgram.sandbox.apay.book.Postback.Try;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.Timing;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sends every postback until it is acknowledged. A-Pay does not tell when it repeats; here it is
 * after 2, 5, 15 and 60 seconds, 5 and 15 minutes, and then every hour.
 */
public final class Dispatch {
  private static final int[] WAITS = {2, 5, 15, 60, 300, 900, 3600};

  private final Books books;
  private final PostbackClient client;
  private final WorldThread thread;
  private final Clock clock;
  private final Duration unit;
  private final Keeper keeper;
  private final Map<Long, Long> timers = new HashMap<>();
  private final Set<String> held = new HashSet<>();

  public Dispatch(
      Vertx vertx, Books books, WorldThread thread, Clock clock, Timing timing, Keeper keeper) {
    this.books = books;
    this.client = new PostbackClient(vertx, timing.queryAnswer());
    this.thread = thread;
    this.clock = clock;
    this.unit = timing.retryUnit();
    this.keeper = keeper;
  }

  /** After a restart: what was not acknowledged is sent again. */
  public void resume() {
    books.postbacks().forEach(this::schedule);
  }

  public void close() {
    client.close();
  }

  void send(Postback postback, Duration delay) {
    postback.notBefore(clock.millis() + delay.toMillis());
    schedule(postback);
  }

  /** Keeps the postbacks of a project back, or lets them go. */
  public void hold(String projectId, boolean hold) {
    if (hold) {
      held.add(projectId);
    } else if (held.remove(projectId)) {
      books.postbacks().stream()
          .filter(postback -> postback.projectId().equals(projectId))
          .forEach(this::schedule);
    }
  }

  /** Sends it once more, whatever became of it; the future ends with the try. */
  public Future<Postback> now(Postback postback) {
    cancel(postback);
    return attempt(postback);
  }

  private void schedule(Postback postback) {
    boolean mayGo = postback.state() == State.WAITING && !held.contains(postback.projectId());
    if (mayGo) {
      cancel(postback);
      Duration wait = Duration.ofMillis(Math.max(0, postback.notBefore() - clock.millis()));
      timers.put(postback.id(), thread.after(wait, () -> due(postback)));
    }
  }

  private void due(Postback postback) {
    timers.remove(postback.id());
    if (postback.state() == State.WAITING && !held.contains(postback.projectId())) {
      attempt(postback);
    }
  }

  private Future<Postback> attempt(Postback postback) {
    Promise<Postback> tried = Promise.promise();
    client
        .send(postback)
        .onSuccess(
            outcome ->
                thread.run(
                    () -> {
                      finished(postback, outcome);
                      tried.complete(postback);
                    }));
    return tried.future();
  }

  private void finished(Postback postback, PostbackClient.Outcome outcome) {
    String now = clock.instant().toString();
    postback.tried(new Try(now, outcome.status(), outcome.answer()), outcome.acknowledged());
    keeper.changed();
    if (!outcome.acknowledged()) {
      int wait = WAITS[Math.min(postback.failures(), WAITS.length) - 1];
      send(postback, unit.multipliedBy(wait));
    }
  }

  private void cancel(Postback postback) {
    Long timer = timers.remove(postback.id());
    if (timer != null) {
      thread.cancel(timer);
    }
  }
}
