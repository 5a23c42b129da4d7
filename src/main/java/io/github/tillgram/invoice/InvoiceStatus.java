package io.github.tillgram.invoice;

/**
 * Where an invoice stands.
 *
 * <pre>
 * SINGLE:   OPEN ─reserve─▶ CHECKOUT ─credit─▶ PAID ─counted payment refunded─▶ REFUNDED
 *           OPEN ◀─reservation lapsed─ CHECKOUT     OPEN ─▶ EXPIRED     OPEN ─▶ CANCELED
 * REUSABLE: OPEN ─▶ PAID (limit reached) | EXPIRED | CANCELED
 * </pre>
 *
 * Oddities are no statuses: see {@link Anomaly}.
 */
public enum InvoiceStatus {
  OPEN,
  CHECKOUT,
  PAID,
  EXPIRED,
  CANCELED,
  REFUNDED;

  /** Whether a credited payment may still turn the invoice into PAID. */
  public boolean isUnsettled() {
    return this == OPEN || this == CHECKOUT;
  }
}
