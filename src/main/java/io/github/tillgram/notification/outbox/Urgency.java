package io.github.tillgram.notification.outbox;

/** Which rows go first when more is due than may be said. Kept in the database as their order. */
public enum Urgency {
  /** A payer waits for it: invoices, receipts, answers, money that goes back. */
  PAYMENT,
  USUAL,
  /** Nobody waits for it. */
  LATER
}
