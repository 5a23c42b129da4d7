package io.github.tillgram.payments;

import io.github.tillgram.telegram.api.TelegramJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What JSON of a merchant's own may look like, so that it can be kept, read again, and told within
 * other JSON: readers and writers have limits of their own, and what they refuse would stick.
 */
final class JsonRules {

  private static final int MOST_LEVELS = 20;
  private static final int MOST_DIGITS = 40;

  private JsonRules() {}

  /**
   * @param longest of the JSON, in characters
   */
  static void check(Findings findings, String field, Map<String, Object> json, int longest) {
    if (levels(json) > MOST_LEVELS) {
      findings.add(field, "must not be nested deeper than 20 levels; keep a reference instead");
    } else if (hasLongNumber(json)) {
      findings.add(field, "must not have a number of more than 40 digits; write it as a text");
    } else if (TelegramJson.write(json).length() > longest) {
      findings.add(
          field,
          "must not have more than " + longest + " characters as JSON; keep a reference instead");
    }
  }

  private static int levels(Object value) {
    return children(value).stream().mapToInt(JsonRules::levels).max().orElse(0)
        + (value instanceof Map || value instanceof Collection ? 1 : 0);
  }

  private static boolean hasLongNumber(Object value) {
    return value instanceof Number number
        ? digits(number) > MOST_DIGITS
        : children(value).stream().anyMatch(JsonRules::hasLongNumber);
  }

  private static Collection<?> children(Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.values();
    }
    return value instanceof Collection<?> list ? list : List.of();
  }

  /** As many as it has when it is written without an exponent, or somewhat more. */
  private static long digits(Number number) {
    BigDecimal decimal =
        number instanceof BigDecimal exact
            ? exact
            : number instanceof BigInteger whole
                ? new BigDecimal(whole)
                : new BigDecimal(number.toString());
    return (long) decimal.precision() + Math.abs((long) decimal.scale());
  }
}
