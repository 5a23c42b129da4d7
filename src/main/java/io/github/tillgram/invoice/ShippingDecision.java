package io.github.tillgram.invoice;

/** Whether a payer is offered ways to send the goods, and if not, why. */
public enum ShippingDecision {
  OFFERED,
  /** No option of the invoice fits the address and the price of the goods. */
  ADDRESS_NOT_SERVED,
  UNKNOWN_INVOICE,
  ALREADY_PAID,
  CANCELED,
  EXPIRED,
  BOUND_TO_ANOTHER_PAYER,
  RESERVED_BY_ANOTHER_PAYER,
  /** The query could not be read; nothing was asked of the database. */
  UNREADABLE,
  /** The database is away or was too slow. */
  UNAVAILABLE;

  public boolean isOffered() {
    return this == OFFERED;
  }
}
