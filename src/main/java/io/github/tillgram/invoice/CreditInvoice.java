package io.github.tillgram.invoice;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The one door through which money enters the books, whatever rail it took. */
@ApplicationScoped
public class CreditInvoice {

  /**
   * What is known of the charge, the database's clock, this payer's reservation if the invoice
   * keeps those as rows, and the rule about amounts. An option counts that was ever offered to the
   * payer: he may have asked for another address after the payment was agreed to.
   */
  private static final String CIRCUMSTANCES =
      """
      SELECT coalesce((SELECT id FROM payment
                       WHERE bot_id = :botId AND telegram_charge_id = :chargeId),
                      (SELECT id FROM payment
                       WHERE apay_project_id = CAST(:projectId AS uuid) AND apay_order_id = :orderId))
               AS known_payment,
             (SELECT id FROM refund
              WHERE bot_id = :botId AND telegram_charge_id = :chargeId AND payment_id IS NULL)
               AS waiting_refund,
             now() AS now,
             (SELECT reserved_until FROM reservation
              WHERE invoice_id = :invoiceId AND payer_id = :reservedAs) AS reservation,
             priced.shipping_price,
             invoice_tip(:amount, priced.total, priced.shipping_price, priced.tip_max) AS invoice_tip
      FROM (SELECT) AS always
      LEFT JOIN (SELECT i.total, i.tip_max, %s AS shipping_price
                 FROM invoice i WHERE i.id = :invoiceId) AS priced ON true
      """
          .formatted(
              ShippingPrice.expression(
                  "ever_offered", "i", ":reservedAs", "CAST(:shippingOptionId AS text)"));

  private static final String RELEASE =
      "DELETE FROM reservation WHERE invoice_id = :invoiceId AND payer_id = :reservedAs";

  private static final UUID NO_INVOICE = new UUID(0, 0);

  private record Judged(
      Payment payment,
      Optional<InvoiceStatus> standingBefore,
      boolean settlesInvoice,
      UUID waitingRefund,
      Optional<Subscription> subscription) {}

  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final Ledger ledger;
  private final Timeline timeline;
  private final RefundPayment refunds;
  private final SubscriptionPayments subscriptions;

  CreditInvoice(
      InvoiceRepository invoices,
      PaymentRepository payments,
      Ledger ledger,
      Timeline timeline,
      RefundPayment refunds,
      SubscriptionPayments subscriptions) {
    this.invoices = invoices;
    this.payments = payments;
    this.ledger = ledger;
    this.timeline = timeline;
    this.refunds = refunds;
    this.subscriptions = subscriptions;
  }

  /**
   * Records a payment under the lock of its invoice: payment, ledger lines and events in one
   * transaction, the caller's if there is one. A charge that is known changes nothing.
   *
   * <p>Two first arrivals of a charge under different payloads can meet only in the unique
   * constraint; the loser's transaction fails and must be run again, when it finds the charge
   * known.
   */
  @WithTransaction
  public Uni<Credited> credit(IncomingPayment payment) {
    return invoices
        .lockByPayload(payment.botId(), payment.payload())
        .chain(invoice -> credit(payment, invoice));
  }

  /** The same, in the transaction of a caller who has the lock of the invoice already. */
  public Uni<Credited> credit(IncomingPayment payment, Invoice locked) {
    return credit(payment, Optional.of(locked));
  }

  private Uni<Credited> credit(IncomingPayment payment, Optional<Invoice> invoice) {
    return circumstances(payment, invoice)
        .chain(
            circumstances ->
                circumstances.knownPayment() == null
                    ? first(payment, invoice, circumstances)
                    : repeat(circumstances.knownPayment(), invoice));
  }

  private Uni<Credited> repeat(UUID known, Optional<Invoice> invoice) {
    return payments.findById(known).map(payment -> new Credited(true, payment, invoice));
  }

  private Uni<Credited> first(
      IncomingPayment incoming, Optional<Invoice> invoice, Circumstances circumstances) {
    return subscriptions
        .of(incoming, invoice)
        .map(lives -> judge(incoming, invoice, circumstances, lives))
        .chain(judged -> write(judged, incoming, invoice));
  }

  private static Judged judge(
      IncomingPayment incoming,
      Optional<Invoice> invoice,
      Circumstances circumstances,
      SubscriptionLives lives) {
    Instant paidAt = paidAt(incoming, invoice, circumstances.now());
    Verdict verdict =
        Crediting.judge(
            invoice,
            incoming,
            paidAt,
            circumstances.reservedUntil(),
            invoice.map(circumstances::split).orElse(Split.NONE),
            lives.overlapWith(incoming, invoice, paidAt));
    Payment payment = Payment.record(incoming, invoice, verdict, paidAt);
    return new Judged(
        payment,
        invoice.map(Invoice::status),
        apply(verdict, payment, invoice),
        circumstances.waitingRefund(),
        lives.take(incoming, payment, invoice));
  }

  /**
   * When the payer paid. A payment can reach us long after it was made, and then the payer must not
   * be judged by our absence; but only a moment in the life of the invoice is believed, anything
   * else is replaced by the database's now.
   */
  private static Instant paidAt(IncomingPayment incoming, Optional<Invoice> invoice, Instant now) {
    Instant reported = incoming.reportedAt();
    boolean plausible =
        !reported.isAfter(now)
            && invoice.filter(known -> !reported.isBefore(known.createdAt())).isPresent();
    return plausible ? reported : now;
  }

  /** Whether the invoice is PAID by this payment. */
  private static boolean apply(Verdict verdict, Payment payment, Optional<Invoice> invoice) {
    invoice.ifPresent(found -> verdict.anomaly().ifPresent(found::note));
    return invoice.isPresent()
        && verdict.counted()
        && !payment.isRenewal()
        && invoice.get().count(payment.paidAt());
  }

  private Uni<Credited> write(Judged judged, IncomingPayment incoming, Optional<Invoice> invoice) {
    Payment payment = judged.payment();
    return subscriptions
        .keep(judged.subscription())
        .chain(() -> payments.persist(payment))
        .chain(() -> ledger.received(payment))
        .chain(() -> release(payment, incoming, invoice))
        .chain(() -> tell(judged, incoming))
        .chain(() -> subscriptions.tell(judged.subscription(), payment, incoming.reportedAt()))
        .chain(() -> settleWaiting(judged, invoice))
        .replaceWith(new Credited(false, payment, invoice));
  }

  private Uni<Void> tell(Judged judged, IncomingPayment incoming) {
    Payment payment = judged.payment();
    boolean counted = payment.status() == PaymentStatus.COUNTED;
    UUID invoiceId = payment.invoiceId().orElse(null);
    Map<String, Object> facts = PaymentFacts.received(payment, incoming);
    Uni<Void> received =
        timeline.add(
            payment.merchantId(),
            invoiceId,
            payment.id(),
            counted ? EventType.PAYMENT_RECEIVED : EventType.PAYMENT_HELD,
            facts);
    return judged.settlesInvoice()
        ? received.chain(
            () ->
                timeline.add(
                    payment.merchantId(),
                    invoiceId,
                    payment.id(),
                    EventType.INVOICE_PAID,
                    PaymentFacts.moving(
                        facts, judged.standingBefore().orElseThrow(), InvoiceStatus.PAID)))
        : received;
  }

  /** A refund that arrived first has waited for this payment. */
  private Uni<Void> settleWaiting(Judged judged, Optional<Invoice> invoice) {
    return judged.waitingRefund() == null
        ? Uni.createFrom().voidItem()
        : refunds.settle(judged.waitingRefund(), judged.payment(), invoice);
  }

  /** A SINGLE invoice keeps its one reservation itself. */
  private Uni<Void> release(Payment payment, IncomingPayment incoming, Optional<Invoice> invoice) {
    boolean hasRow = invoice.filter(found -> found.usage() == Usage.REUSABLE).isPresent();
    if (!hasRow || payment.status() != PaymentStatus.COUNTED) {
      return Uni.createFrom().voidItem();
    }
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(RELEASE)
                    .setParameter("invoiceId", invoice.get().id())
                    .setParameter("reservedAs", incoming.reservedAs())
                    .executeUpdate())
        .replaceWithVoid();
  }

  private Uni<Circumstances> circumstances(IncomingPayment payment, Optional<Invoice> invoice) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        CIRCUMSTANCES,
                        session.getResultSetMapping(Circumstances.class, Circumstances.MAPPING))
                    .setParameter("botId", payment.botId())
                    .setParameter(
                        "chargeId", payment.telegramCharge().map(Charge.Telegram::id).orElse(null))
                    .setParameter(
                        "projectId",
                        payment.apayOrder().map(Charge.ApayOrder::projectId).orElse(null))
                    .setParameter(
                        "orderId", payment.apayOrder().map(Charge.ApayOrder::orderId).orElse(null))
                    .setParameter("invoiceId", invoice.map(Invoice::id).orElse(NO_INVOICE))
                    .setParameter("reservedAs", payment.reservedAs())
                    .setParameter("amount", payment.amount())
                    .setParameter("shippingOptionId", payment.shippingOptionId().orElse(""))
                    .getSingleResult());
  }
}
