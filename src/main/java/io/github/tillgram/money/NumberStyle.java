package io.github.tillgram.money;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * How a language writes numbers. The digits are 0 to 9 in every language: Telegram's pay button
 * shows them like that, and a payer must be able to compare.
 */
public enum NumberStyle {
  ENGLISH(',', '.', 3),
  RUSSIAN('\u00a0', ',', 3),
  /** Lakhs and crores: behind the thousands, groups have two digits. */
  INDIAN(',', '.', 2);

  private static final int THOUSANDS = 3;

  private final char separator;
  private final char decimalMark;
  private final int higherGroups;

  NumberStyle(char separator, char decimalMark, int higherGroups) {
    this.separator = separator;
    this.decimalMark = decimalMark;
    this.higherGroups = higherGroups;
  }

  /** The style of a language; English for those we do not speak. */
  public static NumberStyle of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "ru" -> RUSSIAN;
      case "hi", "bn" -> INDIAN;
      default -> ENGLISH;
    };
  }

  public String write(long number) {
    return write(number, 0);
  }

  /** A number whose last digits are decimals, as many as the exponent says. */
  String write(long minorUnits, int exponent) {
    String plain = BigDecimal.valueOf(minorUnits, exponent).toPlainString();
    int first = plain.startsWith("-") ? 1 : 0;
    int point = plain.indexOf('.');
    int end = point < 0 ? plain.length() : point;
    String whole = plain.substring(0, first) + grouped(plain.substring(first, end));
    return point < 0 ? whole : whole + decimalMark + plain.substring(point + 1);
  }

  private String grouped(String digits) {
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = digits.length() - THOUSANDS; at > 0; at -= higherGroups) {
      grouped.insert(at, separator);
    }
    return grouped.toString();
  }
}
