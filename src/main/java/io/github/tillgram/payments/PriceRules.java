package io.github.tillgram.payments;

import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.money.Currencies;
import java.util.List;
import java.util.Optional;

/** What the server checks about a list of prices, be they of goods or of shipping. */
final class PriceRules {

  private static final int LONGEST_LABEL = 128;
  private static final int MOST_LINES = 50;

  private PriceRules() {}

  static void lines(Findings findings, String field, List<PriceLine> prices) {
    if (prices.isEmpty()) {
      findings.add(field, "must have at least one line");
    }
    if (prices.size() > MOST_LINES) {
      findings.add(field, "must not have more than 50 lines; merge some");
    }
    for (int i = 0; i < prices.size(); i++) {
      line(findings, field + "[" + i + "]", prices.get(i));
    }
  }

  private static void line(Findings findings, String field, PriceLine line) {
    findings.text(field + ".label", line.label(), LONGEST_LABEL);
    if (Math.abs(line.amount()) > Currencies.MAX_AMOUNT || line.amount() == Long.MIN_VALUE) {
      findings.add(
          field + ".amount",
          "must lie between -999999999999 and 999999999999, in the smallest unit of the currency");
    }
  }

  /** The sum, unless it does not fit 64 bits. */
  static Optional<Long> sum(List<PriceLine> prices) {
    try {
      return Optional.of(prices.stream().mapToLong(PriceLine::amount).reduce(0, Math::addExact));
    } catch (ArithmeticException overflow) {
      return Optional.empty();
    }
  }
}
