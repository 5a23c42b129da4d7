package io.github.tillgram.apay.client;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A way to pay that is connected to a project.
 *
 * @param deposit whether it takes money now
 * @param min the least it takes at once, in major units
 * @param max the most
 */
public record PaymentSystem(
    String name,
    String currency,
    boolean deposit,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max) {

  /** Whether a payer can pay this amount with it now. */
  public boolean takes(BigDecimal amount, String wanted) {
    return deposit
        && currency.equals(wanted)
        && min.filter(least -> amount.compareTo(least) < 0).isEmpty()
        && max.filter(most -> amount.compareTo(most) > 0).isEmpty();
  }
}
