package io.github.tillgram.sandbox.delivery;

import java.time.Duration;
import java.util.Random;

/** The waits before repeating a failed delivery: none, then 2, 4, 8 … 60 s, then 60 to 120 s. */
final class Backoff {
  private static final int LONGEST = 60;

  private final Random random = new Random();
  private final Duration unit;

  Backoff(Duration unit) {
    this.unit = unit;
  }

  Duration afterFailure(int failures) {
    if (failures <= 1) {
      return Duration.ZERO;
    }
    if (failures <= 6) {
      return unit.multipliedBy(1L << (failures - 1));
    }
    return unit.multipliedBy(failures == 7 ? LONGEST : LONGEST + random.nextInt(LONGEST + 1));
  }

  Duration seconds(long seconds) {
    return unit.multipliedBy(seconds);
  }
}
