package io.github.tillgram.sandbox.apay.php;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A floating point number as PHP's {@code json_encode} writes it. With the precision -1 it takes
 * the fewest digits that lead back to the same number, with 17 it takes the nearest number of 17
 * digits.
 */
final class PhpFloat {
  static final int SHORTEST = -1;
  private static final int MOST_DIGITS = 17;

  /** Below 0.0001 and from 1.0e+17 on there is an exponent. */
  private static final int LEAST_POINT = -3;

  private PhpFloat() {}

  static String text(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("JSON has no such number");
    }
    String sign = Math.copySign(1, number) < 0 ? "-" : "";
    if (number == 0) {
      return sign + "0";
    }
    BigDecimal exact = new BigDecimal(Math.abs(number));
    BigDecimal decimal =
        precision == SHORTEST
            ? shortest(exact, Math.abs(number))
            : rounded(exact, precision, RoundingMode.HALF_EVEN);
    BigDecimal bare = decimal.stripTrailingZeros();
    String digits = bare.unscaledValue().toString();
    return sign + layout(digits, digits.length() - bare.scale());
  }

  /** The nearest of those with the fewest digits. */
  private static BigDecimal shortest(BigDecimal exact, double number) {
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal below = rounded(exact, digits, RoundingMode.DOWN);
      BigDecimal above = rounded(exact, digits, RoundingMode.UP);
      boolean belowFits = below.doubleValue() == number;
      boolean aboveFits = above.doubleValue() == number;
      if (belowFits && aboveFits) {
        return rounded(exact, digits, RoundingMode.HALF_EVEN);
      }
      if (belowFits || aboveFits) {
        return belowFits ? below : above;
      }
    }
    return rounded(exact, MOST_DIGITS, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal rounded(BigDecimal exact, int digits, RoundingMode mode) {
    return exact.round(new MathContext(digits, mode));
  }

  /**
   * @param point where the decimal point is, counted in digits from the first one
   */
  private static String layout(String digits, int point) {
    if (point < LEAST_POINT || point > MOST_DIGITS) {
      return exponential(digits, point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length());
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String exponential(String digits, int exponent) {
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    return digits.charAt(0) + "." + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
  }
}
