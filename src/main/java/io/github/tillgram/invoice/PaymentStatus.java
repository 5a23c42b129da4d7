package io.github.tillgram.invoice;

/** What a payment does to its invoice: counts, waits for a decision, or goes back. */
public enum PaymentStatus {
  COUNTED,
  HELD,
  REFUNDING,
  REFUNDED
}
