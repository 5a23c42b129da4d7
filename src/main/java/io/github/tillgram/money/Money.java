package io.github.tillgram.money;

import java.util.Locale;

/**
 * An amount in the smallest unit of its currency: {@code 1250 USD} is 12.50 US dollars, {@code 50
 * XTR} are fifty Stars.
 *
 * @param minorUnits may be negative: refunds and discounts are
 * @param currency the currency that gives the unit its size
 */
public record Money(long minorUnits, CurrencyCode currency) {

  public Money {
    if (currency == null) {
      throw new IllegalArgumentException("currency is missing");
    }
  }

  public static Money of(long minorUnits, String currency) {
    return new Money(minorUnits, new CurrencyCode(currency));
  }

  /** The sum; refuses to add across currencies and to overflow. */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
    }
    return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
  }

  /**
   * The amount as a person reads it in that language, e.g. {@code 1,234.50 USD}. The code stands
   * for the currency, since many share a symbol.
   */
  public String format(Locale locale) {
    NumberStyle style = NumberStyle.of(locale);
    return currency.isStars()
        ? style.write(minorUnits) + " ⭐"
        : style.write(minorUnits, Currencies.exponent(currency.code()).orElse(0))
            + " "
            + currency.code();
  }
}
