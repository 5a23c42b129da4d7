package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.deposit.ApayTransaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the members of one transaction. Those that nobody documents are ignored, and so may be
 * anything; those that may be absent may also be null, or an empty string.
 */
final class TransactionMembers {

  /** What A-Pay allows for the ids it is given; whatever else it names is shorter. */
  private static final int LONGEST_TEXT = 200;

  /** Long enough for every number PHP writes, and short enough to be parsed in no time. */
  private static final int LONGEST_NUMBER = 64;

  /** Digits of an amount in front of its point, and behind it. */
  private static final int MOST_DIGITS = 32;

  /** The year 9999 ends. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");

  /** No database keeps it. */
  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  private final PostbackBody body;
  private final Map<String, JsonValue> members;

  TransactionMembers(PostbackBody body, Map<String, JsonValue> members) {
    this.body = body;
    this.members = members;
  }

  /**
   * @param text the very characters of it
   * @throws WrongMember when it is not what A-Pay documents
   */
  ApayTransaction transaction(String text) {
    return new ApayTransaction(
        text,
        required("order_id"),
        required("status"),
        amount("amount"),
        required("currency"),
        optional("payment_system"),
        optional("custom_transaction_id"),
        optional("custom_user_id"),
        time("created_at"),
        time("activated_at"));
  }

  private String required(String name) {
    return optional(name).orElseThrow(() -> new WrongMember(name, "is missing"));
  }

  private Optional<String> optional(String name) {
    return present(name)
        .map(value -> body.text(value).orElseThrow(() -> new WrongMember(name, "must be a string")))
        .filter(text -> !text.isBlank())
        .map(text -> checked(name, text));
  }

  private static String checked(String name, String text) {
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      throw new WrongMember(name, "is longer than " + LONGEST_TEXT + " characters");
    }
    if (UNSTORABLE.matcher(text).find()) {
      throw new WrongMember(name, "holds a character that cannot be stored");
    }
    return text;
  }

  /** As a number or, as PHP writes decimals that it keeps as strings, in quotes. */
  private BigDecimal amount(String name) {
    JsonValue value = present(name).orElseThrow(() -> new WrongMember(name, "is missing"));
    String number =
        isNumber(value)
            ? body.source(value)
            : body.text(value)
                .orElseThrow(() -> new WrongMember(name, "must be a number, or one in quotes"));
    return decimal(name, number);
  }

  private Optional<Instant> time(String name) {
    return present(name).map(value -> seconds(name, value)).map(Instant::ofEpochSecond);
  }

  private long seconds(String name, JsonValue value) {
    if (!isNumber(value)) {
      throw new WrongMember(name, "must be a number of seconds");
    }
    BigDecimal seconds = decimal(name, body.source(value));
    if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(LAST_SECOND)) > 0) {
      throw new WrongMember(name, "lies outside of the years 1970 to 9999");
    }
    if (seconds.stripTrailingZeros().scale() > 0) {
      throw new WrongMember(name, "must be whole seconds");
    }
    return seconds.longValueExact();
  }

  private Optional<JsonValue> present(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(value -> !(value instanceof JsonValue.Null));
  }

  private static boolean isNumber(JsonValue value) {
    return value instanceof JsonValue.Number;
  }

  /** Exactly what is written. Exponents are bounded, since a few bytes can name a huge number. */
  private static BigDecimal decimal(String name, String number) {
    if (number.length() > LONGEST_NUMBER) {
      throw new WrongMember(name, "is longer than " + LONGEST_NUMBER + " characters");
    }
    if (!NUMBER.matcher(number).matches()) {
      throw new WrongMember(name, "must be a decimal number");
    }
    try {
      BigDecimal decimal = new BigDecimal(number);
      if (Math.abs((long) decimal.scale()) <= MOST_DIGITS
          && decimal.precision() - (long) decimal.scale() <= MOST_DIGITS) {
        return decimal;
      }
    } catch (NumberFormatException exponentWithoutBounds) {
      // the same as one that is merely too large
    }
    throw new WrongMember(
        name, "has more than " + MOST_DIGITS + " digits before or behind its point");
  }
}
