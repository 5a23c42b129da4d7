package io.github.tillgram.notification;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How long the end of the process waits for calls under way. All who make calls begin nothing new
 * before the first of them waits, so they wait side by side.
 */
public final class Drain {

  /** The priority at shutdown of beginning nothing new. */
  public static final int NOTHING_NEW = 1_000;

  /** The priority at shutdown of waiting. */
  public static final int FINISHED = NOTHING_NEW + 1_000;

  private final Duration atMost;
  private volatile long end;

  public Drain(Duration atMost) {
    this.atMost = atMost;
  }

  /** The time counts from here on. */
  public void begin() {
    end = System.nanoTime() + atMost.toNanos();
  }

  /** Whether all places were given back in time. */
  public boolean awaitAll(Semaphore places, int count) throws InterruptedException {
    return places.tryAcquire(count, end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
