package io.github.tillgram.invoice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the books say about a payment that comes in, read under the lock of its invoice.
 *
 * @param knownPayment the payment that the charge has become already, or {@code null}
 * @param waitingRefund the refund of the charge, if it arrived first, or {@code null}
 * @param now the database's clock
 * @param reservation until when the payer had reserved an invoice that keeps reservations as rows,
 *     or {@code null}
 * @param shippingPrice what the chosen way of shipping costs, 0 for an invoice that does not ship,
 *     or {@code null} when it was never offered to this payer
 * @param invoiceTip the tip that the amount leaves by the rule of amounts, or {@code null} when the
 *     amount is wrong
 */
@RegisterForReflection
record Circumstances(
    UUID knownPayment,
    UUID waitingRefund,
    Instant now,
    Instant reservation,
    Long shippingPrice,
    Long invoiceTip) {

  /** The name of the mapping of a row to this. */
  static final String MAPPING = "Circumstances";

  Optional<Instant> reservedUntil() {
    return Optional.ofNullable(reservation);
  }

  /** What the amount consists of, if the rule of amounts could say so. */
  Split split(Invoice invoice) {
    return invoiceTip == null ? Split.NONE : new Split(invoice.total(), shippingPrice, invoiceTip);
  }
}
