package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.ChargeNames;
import io.github.tillgram.money.CurrencyCode;
import io.github.tillgram.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads query parameters; what is wrong is named. An empty one counts as left out. */
final class Parameters {

  private static final Instant BEGIN_OF_TIME = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");
  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Parameters() {}

  /** The database knows no text with NUL in it, not even to look for. */
  static Optional<String> text(String name, String value) {
    if (value != null && value.indexOf('\0') >= 0) {
      throw ProblemException.invalid(name, "must not contain the character NUL");
    }
    return given(value);
  }

  private static Optional<String> given(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  static Optional<Integer> integer(String name, String value) {
    try {
      return given(value).map(Integer::valueOf);
    } catch (NumberFormatException malformed) {
      throw ProblemException.invalid(name, "must be an integer");
    }
  }

  static Optional<Long> number(String name, String value) {
    try {
      return given(value).map(Long::valueOf);
    } catch (NumberFormatException malformed) {
      throw ProblemException.invalid(name, "must be an integer");
    }
  }

  static Optional<Boolean> flag(String name, String value) {
    return given(value)
        .map(
            text -> {
              if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
              }
              throw ProblemException.invalid(name, "must be true or false");
            });
  }

  static Optional<UUID> uuid(String name, String value) {
    try {
      return given(value).map(UUID::fromString);
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.invalid(name, "must be a UUID");
    }
  }

  static Optional<Instant> time(String name, String value) {
    try {
      Optional<Instant> time = given(value).map(Instant::parse);
      if (time.filter(Parameters::isBeyondTheCalendar).isEmpty()) {
        return time;
      }
    } catch (DateTimeParseException malformed) {
      // said below
    }
    throw ProblemException.invalid(name, "must be a time such as 2026-12-01T00:00:00Z");
  }

  /** Years have four digits, as RFC 3339 has it. */
  private static boolean isBeyondTheCalendar(Instant time) {
    return time.isBefore(BEGIN_OF_TIME) || !time.isBefore(END_OF_TIME);
  }

  static <E extends Enum<E>> Optional<E> constant(String name, String value, Class<E> type) {
    try {
      return given(value).map(text -> Enum.valueOf(type, text));
    } catch (IllegalArgumentException unknown) {
      throw ProblemException.invalid(
          name, "must be one of " + Arrays.toString(type.getEnumConstants()));
    }
  }

  static Optional<String> currency(String name, String value) {
    try {
      return given(value).map(CurrencyCode::new).map(CurrencyCode::code);
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.invalid(name, "must be three capital letters, such as USD or XTR");
    }
  }

  static ChargeNames charge(String telegramChargeId, String providerChargeId, String apayOrderId) {
    return new ChargeNames(
        text("telegramChargeId", telegramChargeId),
        text("providerChargeId", providerChargeId),
        text("apayOrderId", apayOrderId));
  }

  static Optional<LocalDate> day(String name, String value) {
    try {
      return given(value).map(text -> LocalDate.parse(text, DAY));
    } catch (DateTimeParseException malformed) {
      throw ProblemException.invalid(name, "must be a day such as 2026-12-01");
    }
  }

  static Optional<ZoneId> zone(String name, String value) {
    Optional<String> id = given(value);
    if (id.isPresent() && !ZoneId.getAvailableZoneIds().contains(id.get())) {
      throw ProblemException.invalid(
          name, "must be the IANA name of a time zone, such as Europe/Berlin or UTC");
    }
    return id.map(ZoneId::of);
  }
}
