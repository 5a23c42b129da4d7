package io.github.tillgram.invoice;

import java.util.Locale;
import java.util.Optional;

/**
 * How a payment was taken.
 *
 * @param repeat the charge was known; nothing changed
 */
public record Credited(boolean repeat, Payment payment, Optional<Invoice> invoice) {

  /** A label for meters: what became of the payment. */
  public String outcome() {
    if (repeat) {
      return "repeat";
    }
    return payment
        .anomaly()
        .map(Anomaly::name)
        .orElseGet(() -> payment.status().name())
        .toLowerCase(Locale.ROOT);
  }
}
