package io.github.tillgram.invoice;

/**
 * What a payment does to its invoice: counts, waits for a decision, or goes back.
 *
 * <pre>
 * HELD ─accept─▶ COUNTED
 * HELD, COUNTED ─refund asked for (Stars)─▶ REFUNDING ─the outside did it─▶ REFUNDED
 *                                           REFUNDING ─it refused─▶ what it was
 * HELD, COUNTED ─refunded elsewhere, or by hand─▶ REFUNDED
 * </pre>
 */
public enum PaymentStatus {
  /** Belongs to its invoice. */
  COUNTED,
  /** Received in full; its merchant accepts it or gives it back. */
  HELD,
  /** Its refund was asked for. The money is still ours, and a counted payment still counts. */
  REFUNDING,
  /** Back with the payer, whole. */
  REFUNDED
}
