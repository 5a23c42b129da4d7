package io.github.tillgram.apay.deposit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When A-Pay is asked about an order that it says nothing of: 2, 5, 15 and 60 minutes after it was
 * begun, then every hour until it is a day old.
 */
final class AskSchedule {

  private static final List<Duration> FIRST =
      List.of(
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(60));

  /** An order that has had its last time while A-Pay was away is asked about again. */
  static final Duration AFTER_SILENCE = Duration.ofMinutes(10);

  private static final Duration LAST = Duration.ofDays(1);

  private AskSchedule() {}

  /** How long after its beginning an order is asked about for the first time. */
  static Duration first() {
    return FIRST.get(0);
  }

  /** The next time after now; none when it is too old. */
  static Optional<Instant> next(Instant begun, Instant now) {
    for (Duration after : FIRST) {
      if (begun.plus(after).isAfter(now)) {
        return Optional.of(begun.plus(after));
      }
    }
    long hours = Duration.between(begun, now).toHours() + 1;
    Duration after = Duration.ofHours(hours);
    return after.compareTo(LAST) > 0 ? Optional.empty() : Optional.of(begun.plus(after));
  }
}
