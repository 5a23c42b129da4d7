package io.github.tillgram.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets only so much work at the database at a time, so that some of its connections are left to
 * others. What comes beyond that waits a little, in the order it came; what would wait too long, or
 * behind too many, fails with a {@link TimeoutException} at once or when its time is over, without
 * having been begun.
 */
public final class Permits {

  private final Vertx vertx;
  private final int most;
  private final int mostWaiting;
  private final Duration longestWait;

  /** Guarded by itself, like {@link #taken}. */
  private final Deque<UniEmitter<? super Void>> waiting = new ArrayDeque<>();

  private int taken;

  public Permits(Vertx vertx, int most, int mostWaiting, Duration longestWait) {
    this.vertx = vertx;
    this.most = most;
    this.mostWaiting = mostWaiting;
    this.longestWait = longestWait;
  }

  /** Does the work with a permit, in the caller's context, and gives the permit back. */
  public <T> Uni<T> with(Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .deferred(() -> tryTake() ? Uni.createFrom().voidItem() : turn())
        .chain(() -> Uni.createFrom().deferred(work).onTermination().invoke(this::giveBack));
  }

  /** How many wait. */
  public int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private boolean tryTake() {
    synchronized (waiting) {
      if (taken == most) {
        return false;
      }
      taken++;
      return true;
    }
  }

  /** Ends with a permit in hand, or fails. */
  private Uni<Void> turn() {
    Context caller = vertx.getOrCreateContext();
    return Uni.createFrom()
        .<Void>emitter(this::queue)
        .emitOn(command -> caller.runOnContext(ignored -> command.run()));
  }

  private void queue(UniEmitter<? super Void> emitter) {
    synchronized (waiting) {
      if (waiting.size() < mostWaiting) {
        waiting.add(emitter);
        long timer = vertx.setTimer(longestWait.toMillis(), ignored -> giveUp(emitter));
        emitter.onTermination(() -> vertx.cancelTimer(timer));
        return;
      }
    }
    emitter.fail(new TimeoutException("too many wait for the database already"));
  }

  private void giveUp(UniEmitter<? super Void> emitter) {
    boolean waited;
    synchronized (waiting) {
      waited = waiting.remove(emitter);
    }
    if (waited) {
      emitter.fail(new TimeoutException("waited too long for the database"));
    }
  }

  /** Hands the permit on to whoever has waited longest. */
  private void giveBack() {
    UniEmitter<? super Void> next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        taken--;
      }
    }
    if (next != null) {
      next.complete(null);
    }
  }
}
