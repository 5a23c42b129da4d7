package io.github.tillgram.chat;

import java.util.Locale;

/**
 * Which form of a noun goes with a whole number, by the rules of Unicode's CLDR for the languages
 * we speak.
 */
enum Plural {
  ONE,
  FEW,
  MANY,
  OTHER;

  static Plural of(Locale locale, long number) {
    return switch (locale.getLanguage()) {
      case "ru" -> russian(Math.abs(number % 100));
      case "hi", "bn" -> number == 0 || isOne(number) ? ONE : OTHER;
      default -> isOne(number) ? ONE : OTHER;
    };
  }

  private static boolean isOne(long number) {
    return number == 1 || number == -1;
  }

  private static Plural russian(long lastTwoDigits) {
    long last = lastTwoDigits % 10;
    boolean teens = lastTwoDigits / 10 == 1;
    if (last == 1 && !teens) {
      return ONE;
    }
    return last >= 2 && last <= 4 && !teens ? FEW : MANY;
  }
}
