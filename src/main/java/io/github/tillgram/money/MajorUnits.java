package io.github.tillgram.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A-Pay's way to write amounts: decimals in the currency's major unit, so that 500 are 500.00
 * rupees, which Telegram and this service call 50000.
 */
public final class MajorUnits {

  /** A-Pay's servers compute in binary fractions; what is off by less is their noise. */
  private static final BigDecimal NOISE = new BigDecimal("1e-9");

  /** No amount of 64 bits has more digits in front of the point. */
  private static final int MOST_DIGITS = 19;

  /** A-Pay takes whole units of every other currency. */
  private static final Map<String, Integer> CHARGEABLE_DECIMALS = Map.of("USD", 2, "BHD", 3);

  private MajorUnits() {}

  /**
   * What a decimal is in the smallest unit.
   *
   * @param minorUnits rounded toward zero if it is not exact
   * @param exact whether it is what was written, but for noise
   */
  public record Reading(long minorUnits, boolean exact) {}

  /**
   * Reads an amount as A-Pay writes it; empty when it does not fit 64 bits. However it is written,
   * it costs no more than its digits.
   *
   * @param currency one that Telegram knows
   */
  public static Optional<Reading> read(BigDecimal major, String currency) {
    int exponent = exponent(currency);
    long digits = (long) major.precision() - major.scale() + exponent;
    if (major.signum() == 0 || digits < -MOST_DIGITS) {
      return Optional.of(new Reading(0, true));
    }
    if (digits > MOST_DIGITS) {
      return Optional.empty();
    }
    BigDecimal minor = major.scaleByPowerOfTen(exponent);
    BigDecimal nearest = minor.setScale(0, RoundingMode.HALF_EVEN);
    boolean exact = minor.subtract(nearest).abs().scaleByPowerOfTen(-exponent).compareTo(NOISE) < 0;
    return toLong(exact ? nearest : minor.setScale(0, RoundingMode.DOWN))
        .map(units -> new Reading(units, exact));
  }

  private static Optional<Long> toLong(BigDecimal whole) {
    try {
      return Optional.of(whole.longValueExact());
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }

  /** An amount as A-Pay is to be told it. */
  public static BigDecimal write(long minorUnits, String currency) {
    BigDecimal major = BigDecimal.valueOf(minorUnits, exponent(currency)).stripTrailingZeros();
    return major.scale() < 0 ? major.setScale(0) : major;
  }

  /**
   * The smallest step between amounts that A-Pay can charge, in the smallest unit of the currency:
   * 100 where it takes whole rupees only.
   */
  public static long chargeableStep(String currency) {
    int decimals = CHARGEABLE_DECIMALS.getOrDefault(currency, 0);
    long step = 1;
    for (int i = decimals; i < exponent(currency); i++) {
      step *= 10;
    }
    return step;
  }

  private static int exponent(String currency) {
    OptionalInt exponent = Currencies.exponent(currency);
    if (exponent.isEmpty()) {
      throw new IllegalArgumentException("Telegram knows no currency " + currency);
    }
    return exponent.getAsInt();
  }
}
