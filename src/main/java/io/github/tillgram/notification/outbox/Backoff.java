package io.github.tillgram.notification.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * 2 s, 4 s, 8 s … up to ten minutes, each up to a quarter longer so that rows do not march in step.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 2_000;
  private static final long LONGEST_MILLIS = 600_000;
  private static final int MOST_DOUBLINGS = 16;

  private Backoff() {}

  static Duration after(int attempts) {
    int doublings = Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
    long millis = Math.min(FIRST_MILLIS << doublings, LONGEST_MILLIS);
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4));
  }
}
