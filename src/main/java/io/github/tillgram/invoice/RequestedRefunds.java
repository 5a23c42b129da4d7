package io.github.tillgram.invoice;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.notification.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Refunds that merchants ask for. Stars go back through their rail, which the outbox asks; no other
 * rail can be asked, so there the merchant says that he has done it himself.
 */
@ApplicationScoped
public class RequestedRefunds {

  /** How a request ends. */
  public sealed interface Outcome {
    /** The outside is asked; the timeline says what it answers. */
    record Started(Payment payment) implements Outcome {}

    /** In the books: the merchant gave the money back by hand. */
    record Recorded(Payment payment) implements Outcome {}

    record NotFound() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final RefundPayment refunds;
  private final Timeline timeline;
  private final Outbox outbox;

  RequestedRefunds(
      InvoiceRepository invoices,
      PaymentRepository payments,
      RefundPayment refunds,
      Timeline timeline,
      Outbox outbox) {
    this.invoices = invoices;
    this.payments = payments;
    this.refunds = refunds;
    this.timeline = timeline;
    this.outbox = outbox;
  }

  /**
   * Takes the same lock as whoever reports a refund, so that of two requests, and of a request and
   * a report, the second finds what the first has done.
   */
  @WithTransaction
  public Uni<Outcome> request(UUID merchantId, UUID paymentId, String reason) {
    return payments
        .findOwn(merchantId, paymentId)
        .chain(
            found ->
                found.isEmpty()
                    ? end(new Outcome.NotFound())
                    : lock(found.get()).chain(invoice -> decide(found.get(), invoice, reason)));
  }

  private Uni<Optional<Invoice>> lock(Payment payment) {
    return invoices
        .lockByPayload(payment.botId(), payment.payload())
        .call(() -> payments.getSession().chain(session -> session.refresh(payment)));
  }

  private Uni<Outcome> decide(Payment payment, Optional<Invoice> invoice, String reason) {
    if (payment.status() == PaymentStatus.REFUNDING || payment.status() == PaymentStatus.REFUNDED) {
      return end(new Outcome.Refused("The payment is " + payment.status() + " already."));
    }
    if (payment.rail() == Rail.STARS && payment.payerId().isEmpty()) {
      return end(
          new Outcome.Refused(
              "Its payer was erased, and Telegram gives Stars back to a payer that is named."));
    }
    payment.refunding(reason);
    return payment.rail() == Rail.STARS
        ? start(payment, reason).replaceWith(new Outcome.Started(payment))
        : refunds.refundedByHand(payment, invoice).replaceWith(new Outcome.Recorded(payment));
  }

  private Uni<Void> start(Payment payment, String reason) {
    return note(payment, EventType.PAYMENT_REFUND_REQUESTED, reason)
        .chain(
            () ->
                outbox.append(
                    "refund." + payment.rail(),
                    payment.botId(),
                    payment.invoiceId().orElse(null),
                    Json.write(Map.of("paymentId", payment.id()))));
  }

  /**
   * The outside refused, or could not be asked for too long: the payment is what it was, unless it
   * was refunded elsewhere meanwhile.
   */
  @WithTransaction
  public Uni<Void> failed(UUID paymentId, String reason) {
    return payments
        .findById(paymentId)
        .call(this::lock)
        .chain(
            payment -> {
              if (payment.status() != PaymentStatus.REFUNDING) {
                return Uni.createFrom().voidItem();
              }
              payment.notRefunded();
              return note(payment, EventType.PAYMENT_REFUND_FAILED, reason);
            });
  }

  private Uni<Void> note(Payment payment, EventType type, String reason) {
    return timeline.add(
        payment.merchantId(),
        payment.invoiceId().orElse(null),
        payment.id(),
        type,
        Map.of("paymentId", payment.id(), "reason", reason));
  }

  private static Uni<Outcome> end(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}
