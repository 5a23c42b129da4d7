package io.github.tillgram.invoice;

/** Which line of the table of crediting decided about a payment, for the books. */
enum CreditingRule {
  UNKNOWN_INVOICE,
  /** What was agreed with the first payment of a subscription. */
  RENEWAL,
  CURRENCY_MISMATCH,
  AMOUNT_MISMATCH,
  PAID_TWICE,
  LIMIT_EXCEEDED,
  ALREADY_SUBSCRIBED,
  PAID_LATE,
  NOT_RESERVED,
  /** The invoice was kept for this payer, and nothing was odd. */
  RESERVED,
  /** None: it was held, and its merchant counts it. */
  ACCEPTED;

  static CreditingRule of(Payment payment) {
    return payment
        .anomaly()
        .map(anomaly -> valueOf(anomaly.name()))
        .orElse(payment.isRenewal() ? RENEWAL : RESERVED);
  }
}
