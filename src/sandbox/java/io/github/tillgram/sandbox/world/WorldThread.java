package io.github.tillgram.sandbox.world;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The one thread that may touch the {@link World}. Requests arrive on many event loops, hop here,
 * and get their result back on the loop they came from, so nothing in the sandbox needs a lock.
 */
public final class WorldThread {
  private final Vertx vertx;
  private final Context home;
  private volatile boolean closed;

  public WorldThread(Vertx vertx) {
    this.vertx = vertx;
    this.home = vertx.getOrCreateContext();
  }

  public <T> Future<T> call(Supplier<Future<T>> work) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    home.runOnContext(
        start ->
            guarded(work).onComplete(result -> caller.runOnContext(end -> promise.handle(result))));
    return promise.future();
  }

  /** For work that waits for a disk. */
  public void offload(Runnable work) {
    vertx.executeBlocking(
        () -> {
          work.run();
          return null;
        });
  }

  public void run(Runnable work) {
    home.runOnContext(start -> work.run());
  }

  /** Must be called on the home thread; the work runs there too, unless the sandbox was closed. */
  public long after(Duration delay, Runnable work) {
    return vertx.setTimer(Math.max(1, delay.toMillis()), id -> runUnlessClosed(work));
  }

  public void cancel(long timer) {
    vertx.cancelTimer(timer);
  }

  public void close() {
    closed = true;
  }

  private void runUnlessClosed(Runnable work) {
    if (!closed) {
      home.runOnContext(start -> work.run());
    }
  }

  private static <T> Future<T> guarded(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
