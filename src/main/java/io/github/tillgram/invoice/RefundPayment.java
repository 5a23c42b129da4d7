package io.github.tillgram.invoice;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes refunds into the books: whole, one per payment, in whatever order the two arrive. */
@ApplicationScoped
public class RefundPayment {

  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final RefundRepository refunds;
  private final Ledger ledger;
  private final Timeline timeline;
  private final SubscriptionPayments subscriptions;

  RefundPayment(
      InvoiceRepository invoices,
      PaymentRepository payments,
      RefundRepository refunds,
      Ledger ledger,
      Timeline timeline,
      SubscriptionPayments subscriptions) {
    this.invoices = invoices;
    this.payments = payments;
    this.refunds = refunds;
    this.ledger = ledger;
    this.timeline = timeline;
    this.subscriptions = subscriptions;
  }

  /**
   * Records that a charge was given back, under the lock of its invoice.
   *
   * @return the payment that is refunded now; empty for a repeat, and while the payment is unknown
   */
  @WithTransaction
  public Uni<Optional<Payment>> refunded(IncomingRefund incoming) {
    return invoices
        .lockByPayload(incoming.botId(), incoming.payload())
        .chain(invoice -> recordOnce(incoming, invoice));
  }

  private Uni<Optional<Payment>> recordOnce(IncomingRefund incoming, Optional<Invoice> invoice) {
    return refunds
        .findByCharge(incoming.botId(), incoming.chargeId())
        .chain(
            known ->
                known.isPresent()
                    ? Uni.createFrom().item(Optional.<Payment>empty())
                    : refunds
                        .persistAndFlush(Refund.record(incoming))
                        .chain(refund -> settle(refund, incoming, invoice)));
  }

  private Uni<Optional<Payment>> settle(
      Refund refund, IncomingRefund incoming, Optional<Invoice> invoice) {
    return payments
        .findByCharge(incoming.botId(), incoming.chargeId())
        .chain(
            payment ->
                payment.isPresent()
                    ? settle(refund, payment.get(), invoice, facts(incoming)).replaceWith(payment)
                    : Uni.createFrom().item(payment));
  }

  /** Gives a payment back by a refund that arrived before it, in the caller's transaction. */
  Uni<Void> settle(UUID refundId, Payment payment, Optional<Invoice> invoice) {
    return refunds
        .findById(refundId)
        .chain(refund -> settle(refund, payment, invoice, Map.of("proof", RefundProof.UPDATE)));
  }

  /**
   * Records that the merchant gave a payment back without us, in the caller's transaction and under
   * its lock.
   */
  Uni<Void> refundedByHand(Payment payment, Optional<Invoice> invoice) {
    IncomingRefund byHand = IncomingRefund.of(payment, RefundProof.MERCHANT);
    return refunds
        .persistAndFlush(Refund.record(byHand))
        .chain(refund -> settle(refund, payment, invoice, facts(byHand)));
  }

  private static Map<String, Object> facts(IncomingRefund incoming) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("proof", incoming.proof());
    if (incoming.proof() == RefundProof.MERCHANT) {
      facts.put("byHand", true);
    }
    incoming.updateId().ifPresent(update -> facts.put("updateId", update));
    return facts;
  }

  private Uni<Void> settle(
      Refund refund, Payment payment, Optional<Invoice> invoice, Map<String, ?> circumstances) {
    Map<String, Object> facts = new LinkedHashMap<>(circumstances);
    refund.settles(payment);
    if (payment.countsForInvoice()) {
      invoice.ifPresent(paid -> facts.putAll(uncount(paid)));
    }
    payment.refunded();
    return ledger
        .refunded(payment)
        .chain(() -> subscriptions.refunded(payment))
        .chain(() -> tell(payment, facts));
  }

  /** Where the invoice goes by it, if anywhere. */
  private static Map<String, Object> uncount(Invoice invoice) {
    InvoiceStatus before = invoice.status();
    invoice.uncount();
    return invoice.status() == before
        ? Map.of()
        : PaymentFacts.moving(Map.of(), before, invoice.status());
  }

  private Uni<Void> tell(Payment payment, Map<String, ?> circumstances) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("paymentId", payment.id());
    data.put("amount", payment.amount());
    data.put("currency", payment.currency());
    payment.refundReason().ifPresent(reason -> data.put("reason", reason));
    payment.telegramChargeId().ifPresent(charge -> data.put("telegramChargeId", charge));
    data.putAll(circumstances);
    return timeline.add(
        payment.merchantId(),
        payment.invoiceId().orElse(null),
        payment.id(),
        EventType.PAYMENT_REFUNDED,
        data);
  }
}
