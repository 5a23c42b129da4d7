package io.github.tillgram.notification.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header by which an endpoint asks to be left alone: seconds, or a date. */
final class RetryAfter {

  static final Duration LONGEST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

  private RetryAfter() {}

  /** Nothing if there is no such header or nobody can read it. */
  static Optional<Duration> read(String header, Instant now) {
    return header == null ? Optional.empty() : pause(header.strip(), now).map(RetryAfter::limited);
  }

  private static Optional<Duration> pause(String value, Instant now) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return Optional.of(Duration.between(now, then));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Duration limited(Duration pause) {
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
