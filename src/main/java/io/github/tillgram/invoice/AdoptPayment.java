package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds a payment to its subscription that a replica of the version before has booked without one,
 * as if it arrived only now: whether payments and news of a subscription come in order makes no
 * difference to it.
 */
@ApplicationScoped
public class AdoptPayment {

  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final SubscriptionPayments subscriptions;

  AdoptPayment(
      InvoiceRepository invoices, PaymentRepository payments, SubscriptionPayments subscriptions) {
    this.invoices = invoices;
    this.payments = payments;
    this.subscriptions = subscriptions;
  }

  /**
   * Takes the lock of the invoice; a payment that has its subscription changes nothing, nor does
   * one whose payer was erased.
   */
  @WithTransaction
  public Uni<Void> adopt(UUID paymentId) {
    return payments
        .findById(paymentId)
        .chain(
            payment ->
                invoices
                    .lockByPayload(payment.botId(), payment.payload())
                    .call(() -> payments.getSession().chain(session -> session.refresh(payment)))
                    .chain(invoice -> adopt(payment, invoice)));
  }

  private Uni<Void> adopt(Payment payment, Optional<Invoice> invoice) {
    return payment.subscriptionId().isPresent() || invoice.isEmpty() || payment.payerId().isEmpty()
        ? Uni.createFrom().voidItem()
        : subscriptions.adopt(payment, invoice.get());
  }
}
