package io.github.tillgram.apay.deposit;

/** What A-Pay said of an order after it had said that it was paid. Nothing is undone for it. */
public enum Conflict {
  OTHER_AMOUNT,
  OTHER_CURRENCY,
  NOT_PAID_AFTER_ALL
}
