package io.github.tillgram.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a webhook is registered again within a day. Whoever changes it back each time is
 * another program with the bot's token: a merchant has to end one of the two, and until then we
 * must not make it a race.
 *
 * @param repairs how often it was registered again, the last time included
 */
record RepairPace(int repairs, Optional<Duration> sinceLast) {

  /** The third time is no accident any more. */
  private static final int CONTESTED = 3;

  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 20;

  RepairPace {
    boolean remembered = sinceLast.filter(past -> past.compareTo(FORGOTTEN_AFTER) < 0).isPresent();
    repairs = remembered ? repairs : 0;
  }

  /** Whether the pause that follows so many repairs is over. */
  boolean allowsAnother(Duration interval) {
    return repairs == 0 || sinceLast.orElseThrow().compareTo(pause(interval)) >= 0;
  }

  boolean isAtRest() {
    return repairs == 0;
  }

  boolean isContested() {
    return repairs >= CONTESTED;
  }

  RepairPace oneMore() {
    return new RepairPace(repairs + 1, Optional.of(Duration.ZERO));
  }

  private Duration pause(Duration interval) {
    Duration pause = interval.multipliedBy(1L << Math.min(repairs - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
