package io.github.tillgram.notification.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a delivery is tried again: 5 s, 1 min, 5 min, 30 min, 2 h, 5 h, then every 10 h, each up to
 * a fifth longer, so that what failed together does not come back together.
 */
final class RetrySchedule {

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10));

  private static final int JITTER_SHARE = 5;

  private RetrySchedule() {}

  /**
   * @param attempts how many were made, at least 1
   */
  static Duration after(int attempts) {
    Duration wait = least(attempts);
    long spread = wait.toMillis() / JITTER_SHARE;
    return wait.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
  }

  static Duration least(int attempts) {
    return WAITS.get(Math.min(Math.max(attempts, 1), WAITS.size()) - 1);
  }
}
