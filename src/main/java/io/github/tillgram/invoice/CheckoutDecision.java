package io.github.tillgram.invoice;

/** Whether a payer may pay, and if not, why. */
public enum CheckoutDecision {
  APPROVED,
  UNKNOWN_INVOICE,
  ALREADY_PAID,
  CANCELED,
  EXPIRED,
  CURRENCY_MISMATCH,
  /** The way of shipping was not offered to this payer, or none was chosen where there must be. */
  SHIPPING_NOT_OFFERED,
  AMOUNT_MISMATCH,
  BOUND_TO_ANOTHER_PAYER,
  RESERVED_BY_ANOTHER_PAYER,
  /** The payer's subscription by this invoice runs; a second could not be told from it. */
  ALREADY_SUBSCRIBED,
  LIMIT_REACHED,
  /** The query could not be read; nothing was asked of the database. */
  UNREADABLE,
  /** The database is away or was too slow; the statement did nothing. */
  UNAVAILABLE;

  public boolean isApproved() {
    return this == APPROVED;
  }
}
