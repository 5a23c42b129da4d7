package io.github.tillgram.invoice;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The subscriptions that a payer has or had by one invoice. A payment names none of them; which one
 * it belongs to follows from the period that it pays for.
 */
final class SubscriptionLives {

  /** Of a payment that belongs to none. */
  static final SubscriptionLives NONE = new SubscriptionLives(List.of());

  private final List<Subscription> newestFirst;

  SubscriptionLives(List<Subscription> newestFirst) {
    this.newestFirst = List.copyOf(newestFirst);
  }

  /**
   * The end of the period that a payment pays for.
   *
   * @param told as the rail says
   */
  private static Instant end(Invoice invoice, Optional<Instant> told, Instant paidAt) {
    return told.orElseGet(
        () -> paidAt.plusSeconds(invoice.terms().subscriptionPeriod().orElseThrow()));
  }

  Optional<Subscription> latest() {
    return newestFirst.stream().findFirst();
  }

  /** Whether more than one goes on: then nobody can tell which of them an update is about. */
  boolean areAmbiguous() {
    return newestFirst.stream().filter(Subscription::isRunning).count() > 1;
  }

  /**
   * Whether a subscription that is about to begin would run beside another. One whose first charge
   * is awaited is no other: this may be the charge.
   */
  boolean overlapWith(IncomingPayment payment, Optional<Invoice> invoice, Instant paidAt) {
    return !payment.isRenewal()
        && newestFirst.stream()
            .filter(Subscription::isComplete)
            .filter(life -> life.expiresAt().isAfter(paidAt))
            .anyMatch(
                life ->
                    life.startedAt()
                        .isBefore(
                            end(invoice.orElseThrow(), payment.subscriptionExpiresAt(), paidAt)));
  }

  /** Adds a payment to the subscription that it begins or goes on with. */
  Optional<Subscription> take(
      IncomingPayment incoming, Payment payment, Optional<Invoice> invoice) {
    return invoice.filter(incoming::isOfSubscription).map(found -> take(found, payment));
  }

  /** The same for a payment that was booked before, and may have been given back since. */
  Subscription adopt(Payment payment, Invoice invoice) {
    Subscription life = take(invoice, payment);
    if (payment.status() == PaymentStatus.REFUNDED) {
      life.giveBack();
    }
    return life;
  }

  private Subscription take(Invoice invoice, Payment payment) {
    Instant end = end(invoice, payment.subscriptionExpiresAt(), payment.paidAt());
    int period = invoice.terms().subscriptionPeriod().orElseThrow();
    Optional<Subscription> known =
        payment.isRenewal() ? continuedUntil(end, period) : overtakenBefore(end);
    Subscription life = known.orElseGet(() -> Subscription.begin(invoice, payment, period, end));
    life.take(payment, end);
    payment.belongsTo(life);
    invoice.subscribed();
    return life;
  }

  /**
   * The one that ends closest to where the renewed period starts, be it paid late, out of order or
   * after a renewal that was lost; but not one that ended more than two periods before.
   */
  private Optional<Subscription> continuedUntil(Instant end, int period) {
    Instant start = end.minusSeconds(period);
    return newestFirst.stream()
        .filter(life -> life.startedAt().isBefore(end))
        .filter(life -> !life.expiresAt().plusSeconds(2L * period).isBefore(start))
        .min(Comparator.comparing(life -> Duration.between(life.expiresAt(), start).abs()));
  }

  /** The one whose renewal arrived before this first payment. */
  private Optional<Subscription> overtakenBefore(Instant end) {
    return newestFirst.stream()
        .filter(life -> !life.isComplete() && !life.expiresAt().isBefore(end))
        .findFirst();
  }
}
