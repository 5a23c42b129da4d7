package io.github.tillgram.apay.deposit;

import io.github.tillgram.invoice.AcceptPayment;
import io.github.tillgram.invoice.Credited;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentRepository;
import io.github.tillgram.invoice.PaymentStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts the money of a deposit because its merchant says so, although something spoke against it:
 * it waits for A-Pay's confirmation, it was parked, or its payment is held. Only a deposit that is
 * matched to an invoice can be counted.
 */
@ApplicationScoped
public class AcceptDeposit {

  /** How it ends. */
  public sealed interface Outcome {
    record Accepted(ApayDeposit deposit) implements Outcome {}

    record NotFound() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  /** What was decided, and what of it is to be counted in the meters once it is committed. */
  private record Decided(Outcome outcome, Optional<Heard> heard) {

    static Decided of(Outcome outcome) {
      return new Decided(outcome, Optional.empty());
    }

    static Decided refused(String reason) {
      return of(new Outcome.Refused(reason));
    }
  }

  private final DepositRepository repository;
  private final SettleOrders orders;
  private final HearDeposits reports;
  private final PaymentRepository payments;
  private final AcceptPayment acceptPayment;

  AcceptDeposit(
      DepositRepository repository,
      SettleOrders orders,
      HearDeposits reports,
      PaymentRepository payments,
      AcceptPayment acceptPayment) {
    this.repository = repository;
    this.orders = orders;
    this.reports = reports;
    this.payments = payments;
    this.acceptPayment = acceptPayment;
  }

  /** Takes the same locks as whatever A-Pay says of the order. */
  public Uni<Outcome> accept(UUID merchantId, UUID id) {
    return Panache.withTransaction(
            () ->
                repository
                    .lockOwn(merchantId, id)
                    .chain(
                        found ->
                            found
                                .map(this::decide)
                                .orElseGet(() -> end(Decided.of(new Outcome.NotFound())))))
        .invoke(decided -> decided.heard().ifPresent(reports::report))
        .map(Decided::outcome);
  }

  private Uni<Decided> decide(ApayDeposit deposit) {
    if (deposit.attemptId().isEmpty()) {
      return end(
          Decided.refused(
              "The deposit belongs to no invoice of yours; clear it up with A-Pay's support."));
    }
    if (deposit.paymentId().isPresent()) {
      return payments.findById(deposit.paymentId().get()).chain(payment -> count(deposit, payment));
    }
    if (!deposit.status().isPaid()) {
      return end(Decided.refused("The deposit is " + deposit.status() + ": no money came."));
    }
    if (!orders.isCreditable(deposit)) {
      return end(
          Decided.refused("Its amount cannot be counted here; clear it up with A-Pay's support."));
    }
    return orders
        .credit(deposit)
        .chain(
            heard ->
                countIfHeld(deposit, heard)
                    .map(outcome -> new Decided(outcome, Optional.of(heard))));
  }

  private Uni<Outcome> countIfHeld(ApayDeposit deposit, Heard heard) {
    Credited credited = heard.credited().orElseThrow();
    return credited.payment().status() == PaymentStatus.HELD
        ? readAgain(credited.invoice().orElseThrow())
            .chain(() -> count(deposit, credited.payment()))
            .map(Decided::outcome)
        : Uni.createFrom().item(new Outcome.Accepted(deposit));
  }

  /** Its reservation was released by a statement that the session knows nothing of. */
  private static Uni<Void> readAgain(Invoice invoice) {
    return Panache.getSession()
        .call(session -> session.flush())
        .invoke(session -> session.detach(invoice))
        .replaceWithVoid();
  }

  private Uni<Decided> count(ApayDeposit deposit, Payment payment) {
    return acceptPayment
        .accept(deposit.merchantId(), payment.id())
        .map(outcome -> Decided.of(outcome(deposit, outcome)));
  }

  private static Outcome outcome(ApayDeposit deposit, AcceptPayment.Outcome outcome) {
    return outcome instanceof AcceptPayment.Outcome.Refused
        ? new Outcome.Refused(((AcceptPayment.Outcome.Refused) outcome).reason())
        : new Outcome.Accepted(deposit);
  }

  private static Uni<Decided> end(Decided decided) {
    return Uni.createFrom().item(decided);
  }
}
