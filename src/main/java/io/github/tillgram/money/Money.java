package io.github.tillgram.money;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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

  /** The amount as a person reads it in that language, e.g. {@code 1,234.50 USD}. */
  public String format(Locale locale) {
    if (currency.isStars()) {
      return decimal(locale, 0) + " ⭐";
    }
    return decimal(locale, Currencies.exponent(currency.code()).orElse(0)) + " " + currency.code();
  }

  private String decimal(Locale locale, int exponent) {
    DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
    format.setMinimumFractionDigits(exponent);
    format.setMaximumFractionDigits(exponent);
    return format.format(BigDecimal.valueOf(minorUnits, exponent));
  }
}
