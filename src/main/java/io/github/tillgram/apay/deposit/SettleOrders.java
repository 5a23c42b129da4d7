package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.deposit.Heard.What;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Charge;
import io.github.tillgram.invoice.CreditInvoice;
import io.github.tillgram.invoice.Credited;
import io.github.tillgram.invoice.IncomingPayment;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.PageReservations;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.MajorUnits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of an order once it is known whose it is: credited, kept until it is confirmed,
 * parked, or ended; with its attempt, and with what the invoice was kept for.
 */
@ApplicationScoped
class SettleOrders {

  /** An order that is matched, under all its locks. */
  record Order(ApayDeposit deposit, ApayAttempt attempt, Invoice invoice) {}

  private final DepositRepository deposits;
  private final AttemptRepository attempts;
  private final PageReservations reservations;
  private final CreditInvoice credits;
  private final Timeline timeline;
  private final TellPayer payers;
  private final ConfirmationRule confirmations;
  private final Clock clock;

  SettleOrders(
      DepositRepository deposits,
      AttemptRepository attempts,
      PageReservations reservations,
      CreditInvoice credits,
      Timeline timeline,
      TellPayer payers,
      ConfirmationConfig config,
      Clock clock) {
    this.deposits = deposits;
    this.attempts = attempts;
    this.reservations = reservations;
    this.credits = credits;
    this.timeline = timeline;
    this.payers = payers;
    this.confirmations = ConfirmationRule.parse(config.confirmFrom().orElse(""));
    this.clock = clock;
  }

  /** Locks the invoice, once; an attempt that was read before may have changed until then. */
  Uni<Order> lock(ApayDeposit deposit, ApayAttempt attempt) {
    return reservations
        .lock(attempt.invoiceId())
        .chain(
            invoice ->
                attempts.readAgain(attempt).map(fresh -> new Order(deposit, fresh, invoice)));
  }

  /** Credits an order that A-Pay says was paid, unless it has to be confirmed or cannot be told. */
  Uni<Heard> settle(Order order, NoticeSource source) {
    ApayDeposit deposit = order.deposit();
    String currency = deposit.currency().orElseThrow();
    if (!Currencies.isKnown(currency)) {
      return park(order, Parking.UNKNOWN_CURRENCY);
    }
    Optional<MajorUnits.Reading> amount = reading(deposit);
    if (amount.isEmpty()) {
      return park(order, Parking.TOO_LARGE);
    }
    boolean ask =
        source == NoticeSource.POSTBACK && confirmations.asks(currency, amount.get().minorUnits());
    return ask ? confirmFirst(order) : credit(order);
  }

  private static Optional<MajorUnits.Reading> reading(ApayDeposit deposit) {
    return MajorUnits.read(deposit.amount().orElseThrow(), deposit.currency().orElseThrow());
  }

  /** Whether there is an amount that can be credited. */
  boolean isCreditable(ApayDeposit deposit) {
    return deposit.attemptId().isPresent()
        && deposit.status().isPaid()
        && deposit.currency().filter(Currencies::isKnown).isPresent()
        && reading(deposit).isPresent();
  }

  /** Money came, so nobody asks any more and nobody else has to keep off. */
  Uni<Heard> park(Order order, Parking why) {
    order.attempt().ended(AttemptState.PAID);
    return reservations
        .release(order.invoice().id(), order.attempt().number())
        .chain(() -> park(order.deposit(), why));
  }

  /** Keeps an order of which nobody knows whose it is. */
  Uni<Heard> park(ApayDeposit deposit, Parking why) {
    deposit.park(why);
    return told(deposit, EventType.APAY_DEPOSIT_PARKED, Map.of("reason", why.name()))
        .replaceWith(Heard.of(What.PARKED));
  }

  private Uni<Heard> confirmFirst(Order order) {
    order.deposit().status(DepositStatus.CONFIRMING);
    order.attempt().askFrom(clock.instant());
    return told(order.deposit(), EventType.APAY_DEPOSIT_CONFIRMING, Map.of())
        .replaceWith(Heard.of(What.CONFIRMING));
  }

  /** Credits a matched order that was kept so far: A-Pay confirms it, or its merchant says so. */
  Uni<Heard> credit(ApayDeposit deposit) {
    return attempts
        .findById(deposit.attemptId().orElseThrow())
        .chain(attempt -> lock(deposit, attempt))
        .chain(this::credit);
  }

  /** Takes the money of a matched order into the books of its invoice, by its rules. */
  private Uni<Heard> credit(Order order) {
    return incoming(order)
        .chain(payment -> credits.credit(payment, order.invoice()))
        .call(credited -> close(order, credited))
        .call(credited -> payers.tell(order.attempt(), credited))
        .map(Heard::credited);
  }

  private Uni<IncomingPayment> incoming(Order order) {
    ApayDeposit deposit = order.deposit();
    MajorUnits.Reading amount = reading(deposit).orElseThrow();
    Instant paidAt = deposit.activatedAt().or(deposit::orderedAt).orElseGet(clock::instant);
    return Panache.getSession()
        .chain(session -> session.find(ApayProject.class, deposit.projectId()))
        .map(
            project ->
                new IncomingPayment(
                    order.invoice().merchantId(),
                    order.invoice().botId(),
                    order.invoice().payload(),
                    deposit.currency().orElseThrow(),
                    amount.minorUnits(),
                    new Charge.ApayOrder(
                        project.id(),
                        deposit.orderId().orElseThrow(),
                        order.attempt().number(),
                        amount.exact(),
                        project.underpaymentTolerance()),
                    order.attempt().payerId(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    paidAt,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty()));
  }

  /** What is held does not keep the invoice: its merchant may accept it or give it back. */
  private Uni<Void> close(Order order, Credited credited) {
    order.deposit().creditedBy(credited.payment().id());
    order.attempt().ended(AttemptState.PAID);
    return credited.payment().status() == PaymentStatus.COUNTED
        ? Uni.createFrom().voidItem()
        : reservations.release(order.invoice().id(), order.attempt().number());
  }

  /** The invoice is free for another attempt, of whomever, unless money came by another order. */
  Uni<Heard> end(Order order) {
    return deposits
        .ofAttempt(order.attempt().id())
        .map(
            orders -> orders.stream().anyMatch(other -> other.status() == DepositStatus.CONFIRMING))
        .chain(
            confirming ->
                confirming || order.attempt().state() == AttemptState.PAID
                    ? Uni.createFrom().item(Heard.of(What.NOT_PAID))
                    : endAttempt(order));
  }

  private Uni<Heard> endAttempt(Order order) {
    ApayAttempt attempt = order.attempt();
    attempt.ended(
        order.deposit().status() == DepositStatus.FAILED
            ? AttemptState.FAILED
            : AttemptState.REJECTED);
    return reservations
        .release(order.invoice().id(), attempt.number())
        .chain(() -> told(order.deposit(), EventType.APAY_DEPOSIT_FAILED, Map.of()))
        .replaceWith(Heard.of(What.NOT_PAID));
  }

  /** Adds to the timeline of the invoice, if there is one. */
  Uni<Void> told(ApayDeposit deposit, EventType type, Map<String, ?> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("depositId", deposit.id());
    deposit.orderId().ifPresent(order -> data.put("orderId", order));
    data.put("depositStatus", deposit.status().name());
    deposit.paymentSystem().ifPresent(system -> data.put("paymentSystem", system));
    data.putAll(more);
    return timeline.add(deposit.merchantId(), deposit.invoiceId().orElse(null), type, data);
  }
}
