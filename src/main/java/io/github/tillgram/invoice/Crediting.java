package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.Optional;

/**
 * The rules of crediting, line by line; the first that fits wins. A payment whose charge is already
 * known never gets here.
 */
final class Crediting {

  private Crediting() {}

  /**
   * @param paidAt the moment the rules compare with
   * @param reservedUntil the end of this payer's reservation of a REUSABLE invoice, if any
   * @param fitting what the amount consists of; unknown when the amount does not fit
   * @param subscribed whether a subscription that begins with it runs beside another of this payer
   */
  static Verdict judge(
      Optional<Invoice> found,
      IncomingPayment payment,
      Instant paidAt,
      Optional<Instant> reservedUntil,
      Split fitting,
      boolean subscribed) {
    if (found.isEmpty()) {
      return Verdict.held(Anomaly.UNKNOWN_INVOICE);
    }
    Invoice invoice = found.get();
    if (payment.isRenewal()) {
      return Verdict.counted(renewal(payment));
    }
    if (!invoice.currency().equals(payment.currency())) {
      return Verdict.held(Anomaly.CURRENCY_MISMATCH);
    }
    Split split = tolerant(invoice, payment, fitting);
    if (!split.isKnown()) {
      return Verdict.held(Anomaly.AMOUNT_MISMATCH);
    }
    if (invoice.usage() == Usage.SINGLE && invoice.countedPayments() > 0) {
      return Verdict.heldAs(Anomaly.PAID_TWICE, split);
    }
    if (invoice.limitReached()) {
      return Verdict.heldAs(Anomaly.LIMIT_EXCEEDED, split);
    }
    if (subscribed) {
      return Verdict.heldAs(Anomaly.ALREADY_SUBSCRIBED, split);
    }
    boolean reserved =
        invoice.wasReservedBy(payment.reservedAs(), paidAt)
            || reservedUntil.filter(end -> end.isAfter(paidAt)).isPresent();
    if (invoice.status() == InvoiceStatus.CANCELED || (invoice.hadExpiredAt(paidAt) && !reserved)) {
      return Verdict.heldAs(Anomaly.PAID_LATE, split);
    }
    return reserved ? Verdict.counted(split) : Verdict.countedAs(Anomaly.NOT_RESERVED, split);
  }

  /**
   * A-Pay's payers can send another amount than they were asked for. A little less is taken for the
   * price where the merchant says so; what the currency cannot express is never the price.
   */
  private static Split tolerant(Invoice invoice, IncomingPayment payment, Split fitting) {
    if (payment.apayOrder().isEmpty()) {
      return fitting;
    }
    Charge.ApayOrder order = payment.apayOrder().get();
    if (!order.exact()) {
      return Split.NONE;
    }
    long missing = invoice.total() - payment.amount();
    boolean tolerable = payment.amount() > 0 && missing > 0 && missing <= order.tolerance();
    return tolerable ? new Split(payment.amount(), 0, 0) : fitting;
  }

  /** A renewal's price was agreed with the first payment; whatever came is what was agreed. */
  private static Split renewal(IncomingPayment payment) {
    return new Split(payment.amount(), 0, 0);
  }
}
