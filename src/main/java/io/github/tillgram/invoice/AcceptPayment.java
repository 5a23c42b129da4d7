package io.github.tillgram.invoice;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Counts a held payment because its merchant says so; the books follow. */
@ApplicationScoped
public class AcceptPayment {

  /** How it ends. */
  public sealed interface Outcome {
    record Accepted(Payment payment) implements Outcome {}

    record NotFound() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  /** Who has reserved an invoice is never nobody. */
  private static final long NOBODY = 0;

  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final Ledger ledger;
  private final Timeline timeline;

  AcceptPayment(
      InvoiceRepository invoices, PaymentRepository payments, Ledger ledger, Timeline timeline) {
    this.invoices = invoices;
    this.payments = payments;
    this.ledger = ledger;
    this.timeline = timeline;
  }

  /** Takes the lock of the invoice first, as every change of a payment does. */
  @WithTransaction
  public Uni<Outcome> accept(UUID merchantId, UUID paymentId) {
    return payments
        .findOwn(merchantId, paymentId)
        .chain(
            found ->
                found
                    .map(payment -> accept(merchantId, payment))
                    .orElseGet(() -> end(new Outcome.NotFound())));
  }

  private Uni<Outcome> accept(UUID merchantId, Payment payment) {
    if (payment.invoiceId().isEmpty()) {
      return end(new Outcome.Refused("No invoice belongs to this payment; refund it instead."));
    }
    return invoices
        .lockOwn(merchantId, payment.invoiceId().get())
        .call(() -> payments.getSession().chain(session -> session.refresh(payment)))
        .chain(invoice -> decide(invoice.orElseThrow(), payment));
  }

  private Uni<Outcome> decide(Invoice invoice, Payment payment) {
    if (payment.status() != PaymentStatus.HELD) {
      return end(new Outcome.Refused("The payment is " + payment.status() + ", not HELD."));
    }
    if (!invoice.currency().equals(payment.currency()) || payment.amount() <= 0) {
      return end(
          new Outcome.Refused("Money of another currency cannot be counted; refund it instead."));
    }
    boolean full =
        invoice.usage() == Usage.SINGLE ? invoice.countedPayments() > 0 : invoice.limitReached();
    if (full) {
      return end(new Outcome.Refused("The invoice is paid already; refund this payment instead."));
    }
    if (invoice.isReservedByAnother(payment.payerId().orElse(NOBODY))) {
      return end(
          new Outcome.Refused("Somebody else is paying the invoice right now; try again later."));
    }
    InvoiceStatus before = invoice.status();
    boolean paid = invoice.count(payment.paidAt());
    payment.accepted();
    return ledger
        .accepted(payment)
        .chain(() -> tell(invoice, payment, before, paid))
        .replaceWith(new Outcome.Accepted(payment));
  }

  private Uni<Void> tell(Invoice invoice, Payment payment, InvoiceStatus before, boolean paid) {
    Map<String, Object> facts = PaymentFacts.accepted(payment);
    Uni<Void> received =
        timeline.add(
            invoice.merchantId(), invoice.id(), payment.id(), EventType.PAYMENT_RECEIVED, facts);
    return paid
        ? received.chain(
            () ->
                timeline.add(
                    invoice.merchantId(),
                    invoice.id(),
                    payment.id(),
                    EventType.INVOICE_PAID,
                    PaymentFacts.moving(facts, before, InvoiceStatus.PAID)))
        : received;
  }

  private static Uni<Outcome> end(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}
