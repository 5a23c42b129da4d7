package io.github.tillgram.invoice;

/** What was odd about a payment; the invoice shows the latest of its payments. */
public enum Anomaly {
  /** No invoice of this bot has this payload. */
  UNKNOWN_INVOICE,
  CURRENCY_MISMATCH,
  AMOUNT_MISMATCH,
  /** A SINGLE invoice that already has a counted payment. */
  PAID_TWICE,
  /** A REUSABLE invoice whose counted payments reached its limit. */
  LIMIT_EXCEEDED,
  /** A subscription that runs beside another of the same payer by the same invoice. */
  ALREADY_SUBSCRIBED,
  /** Canceled, or paid after its expiry without a live reservation of this payer. */
  PAID_LATE,
  /** Counted, although this payer had no live reservation. */
  NOT_RESERVED
}
