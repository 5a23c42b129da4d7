package io.github.tillgram.invoice;

/** How a subscription stands. Access lasts until the end of what was paid, whatever it says. */
public enum SubscriptionStatus {
  ACTIVE,
  /** The payer turned renewal off and may turn it on again. */
  CANCELED_BY_PAYER,
  /** The merchant turned renewal off; the payer cannot turn it on. */
  CANCELED_BY_MERCHANT,
  /** The last charge failed. */
  FAILED,
  /** What was paid has run out. Follows from the clock and is never kept. */
  EXPIRED
}
