package io.github.tillgram.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
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

  /** Guarded by itself, like {@link #taken} and the tickets. */
  private final Deque<Ticket> waiting = new ArrayDeque<>();

  private int taken;

  public Permits(Vertx vertx, int most, int mostWaiting, Duration longestWait) {
    this.vertx = vertx;
    this.most = most;
    this.mostWaiting = mostWaiting;
    this.longestWait = longestWait;
  }

  /**
   * Does the work with a permit, in the caller's context. The permit, or the place in the line, is
   * given back however it ends, canceled included. What the database goes on with must not be
   * canceled, then, or the permit is given back before the connection.
   */
  public <T> Uni<T> with(Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Ticket ticket = new Ticket();
              return turn(ticket)
                  .chain(() -> Uni.createFrom().<T>deferred(work))
                  .onTermination()
                  .invoke(() -> leave(ticket));
            });
  }

  /** How many wait. */
  public int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** Ends with a permit in hand, or fails. */
  private Uni<Void> turn(Ticket ticket) {
    synchronized (waiting) {
      if (taken < most) {
        taken++;
        ticket.holdsPermit = true;
        return Uni.createFrom().voidItem();
      }
      if (waiting.size() == mostWaiting) {
        return Uni.createFrom()
            .failure(new TimeoutException("too many wait for the database already"));
      }
    }
    return Uni.createFrom()
        .<Void>emitter(emitter -> queue(ticket, emitter))
        .emitOn(SessionContexts.ofCaller(vertx));
  }

  private void queue(Ticket ticket, UniEmitter<? super Void> emitter) {
    ticket.emitter = emitter;
    synchronized (waiting) {
      // Whoever held a permit a moment ago may have found nobody to hand it on to.
      ticket.holdsPermit = taken < most;
      if (ticket.holdsPermit) {
        taken++;
      } else {
        waiting.add(ticket);
      }
    }
    if (ticket.holdsPermit) {
      emitter.complete(null);
      return;
    }
    long timer =
        vertx.setTimer(
            longestWait.toMillis(),
            ignored -> emitter.fail(new TimeoutException("waited too long for the database")));
    emitter.onTermination(() -> vertx.cancelTimer(timer));
  }

  /** Leaves the line, or hands the permit on to whoever has waited longest. */
  private void leave(Ticket ticket) {
    Ticket next = null;
    synchronized (waiting) {
      if (!ticket.holdsPermit) {
        waiting.remove(ticket);
        return;
      }
      ticket.holdsPermit = false;
      next = waiting.poll();
      if (next == null) {
        taken--;
      } else {
        next.holdsPermit = true;
      }
    }
    if (next != null) {
      next.emitter.complete(null);
    }
  }

  private static final class Ticket {

    private UniEmitter<? super Void> emitter;
    private boolean holdsPermit;
  }
}
