package io.github.tillgram.money;

import java.util.regex.Pattern;

/**
 * A currency as Telegram names it: an ISO 4217 code, or {@code XTR} for Telegram Stars.
 *
 * @param code three capital letters
 */
public record CurrencyCode(String code) {

  private static final Pattern SHAPE = Pattern.compile("[A-Z]{3}");

  /** Telegram Stars: whole units, no provider token, exactly one price. */
  public static final CurrencyCode XTR = new CurrencyCode("XTR");

  public CurrencyCode {
    if (code == null || !SHAPE.matcher(code).matches()) {
      throw new IllegalArgumentException("currency must be three capital letters");
    }
  }

  /** Whether these are Telegram Stars. */
  public boolean isStars() {
    return equals(XTR);
  }

  @Override
  public String toString() {
    return code;
  }
}
