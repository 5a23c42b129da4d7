package io.github.tillgram.sandbox.apay.book;

import java.math.BigDecimal;

/**
 * A payment system of a project.
 *
 * @param connected whether it is listed at all
 * @param deposit whether it takes deposits now
 * @param minDeposit in major units, like the other three
 */
public record PaymentSystem(
    String name,
    String currency,
    boolean connected,
    boolean deposit,
    boolean withdrawal,
    BigDecimal minDeposit,
    BigDecimal maxDeposit,
    BigDecimal minWithdrawals,
    BigDecimal maxWithdrawals) {

  static PaymentSystem open(String name, String currency, String least, String most) {
    BigDecimal min = new BigDecimal(least);
    BigDecimal max = new BigDecimal(most);
    return new PaymentSystem(name, currency, true, true, true, min, max, min, max);
  }

  public boolean takesDeposits() {
    return connected && deposit;
  }

  public boolean takes(BigDecimal amount) {
    return amount.compareTo(minDeposit) >= 0 && amount.compareTo(maxDeposit) <= 0;
  }
}
