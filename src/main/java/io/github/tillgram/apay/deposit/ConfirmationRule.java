package io.github.tillgram.apay.deposit;

import io.github.tillgram.money.Currencies;
import java.util.HashMap;
import java.util.Map;

/** From which amounts on a deposit is credited only after A-Pay was asked once more. */
final class ConfirmationRule {

  private final Map<String, Long> from;

  private ConfirmationRule(Map<String, Long> from) {
    this.from = from;
  }

  /**
   * Reads {@code INR:500000,PKR:1000000}.
   *
   * @throws IllegalArgumentException that says which entry is wrong, and how
   */
  static ConfirmationRule parse(String setting) {
    Map<String, Long> from = new HashMap<>();
    for (String entry : setting.isBlank() ? new String[0] : setting.split(",", -1)) {
      String[] parts = entry.strip().split(":", -1);
      if (parts.length != 2 || !Currencies.isKnown(parts[0].strip())) {
        throw new IllegalArgumentException(
            "must be like INR:500000,PKR:1000000, with currencies that Telegram knows");
      }
      if (from.put(parts[0].strip(), amount(parts[1].strip())) != null) {
        throw new IllegalArgumentException("names " + parts[0].strip() + " twice");
      }
    }
    return new ConfirmationRule(from);
  }

  private static long amount(String digits) {
    try {
      long amount = Long.parseLong(digits);
      if (amount > 0) {
        return amount;
      }
    } catch (NumberFormatException noNumber) {
      // said below, like an amount that is none
    }
    throw new IllegalArgumentException(
        "must name amounts above 0 in the smallest unit of the currency");
  }

  boolean asks(String currency, long minorUnits) {
    Long least = from.get(currency);
    return least != null && minorUnits >= least;
  }
}
