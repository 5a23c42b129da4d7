package io.github.tillgram.merchantapi.description;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When an operation was said to go, and when it goes.
 *
 * @param since its first day, in UTC
 * @param until its last, in UTC
 */
record Retirement(LocalDate since, LocalDate until) {

  private static final int FEWEST_MONTHS = 12;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  Retirement {
    if (until.isBefore(since.plusMonths(FEWEST_MONTHS))) {
      throw new IllegalStateException(
          "An operation stays for a year after " + since + ", and " + until + " is sooner");
    }
  }

  static Retirement of(String since, String until) {
    return new Retirement(LocalDate.parse(since), LocalDate.parse(until));
  }

  /** As RFC 9745 spells a moment: seconds since 1970 behind an at sign. */
  String deprecation() {
    return "@" + midnight(since).toEpochSecond();
  }

  /** As RFC 8594 spells a moment: an HTTP date. */
  String sunset() {
    return HTTP_DATE.format(midnight(until));
  }

  private static ZonedDateTime midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC);
  }
}
