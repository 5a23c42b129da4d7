package io.github.tillgram.invoice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * The part of crediting and refunding that concerns subscriptions, in the transaction of the
 * payment. Other payments pass without a statement.
 */
@ApplicationScoped
class SubscriptionPayments {

  private final SubscriptionRepository subscriptions;
  private final SubscriptionNotices notices;
  private final SubscriptionEvents events;

  SubscriptionPayments(
      SubscriptionRepository subscriptions,
      SubscriptionNotices notices,
      SubscriptionEvents events) {
    this.subscriptions = subscriptions;
    this.notices = notices;
    this.events = events;
  }

  /** What the payer has of the invoice already. */
  Uni<SubscriptionLives> of(IncomingPayment payment, Optional<Invoice> invoice) {
    return invoice
        .filter(payment::isOfSubscription)
        .map(found -> subscriptions.of(found.id(), payment.payerId().orElseThrow()))
        .orElseGet(() -> Uni.createFrom().item(SubscriptionLives.NONE));
  }

  /** Adds a payment that is in the books already to the subscription it belongs to. */
  Uni<Void> adopt(Payment payment, Invoice invoice) {
    return subscriptions
        .of(invoice.id(), payment.payerId().orElseThrow())
        .map(lives -> lives.adopt(payment, invoice))
        .call(life -> subscriptions.persist(life))
        .chain(life -> tell(Optional.of(life), payment, payment.paidAt()));
  }

  /** Before its payment, which refers to it. */
  Uni<Void> keep(Optional<Subscription> subscription) {
    return subscription
        .map(found -> subscriptions.persist(found).replaceWithVoid())
        .orElseGet(SubscriptionPayments::nothing);
  }

  /**
   * Tells of the payment, and of news that waited for the first one.
   *
   * @param madeAt news from before then was about an earlier life
   */
  Uni<Void> tell(Optional<Subscription> subscription, Payment payment, Instant madeAt) {
    return subscription
        .map(
            found ->
                found.payments() > 1
                    ? events.paid(found, payment)
                    : notices
                        .take(found.invoiceId(), found.payerId(), madeAt)
                        .chain(news -> begun(found, payment, news)))
        .orElseGet(SubscriptionPayments::nothing);
  }

  /** News that was told of the life before is not told again: how this one begins says it. */
  private Uni<Void> begun(
      Subscription subscription, Payment payment, Optional<SubscriptionNotices.Notice> news) {
    if (news.filter(SubscriptionNotices.Notice::told).isPresent()) {
      follow(subscription, news.get());
      return events.paid(subscription, payment);
    }
    return events
        .paid(subscription, payment)
        .map(told -> news.filter(untold -> follow(subscription, untold)).isPresent())
        .chain(changed -> changed ? events.heard(subscription, false) : nothing());
  }

  private static boolean follow(Subscription subscription, SubscriptionNotices.Notice news) {
    return subscription.hear(news.renewal(), news.updateId(), news.receivedAt());
  }

  /**
   * Counts a refund. It does not end the subscription: Telegram goes on charging, and the merchant
   * who wants it to end cancels it.
   */
  Uni<Void> refunded(Payment payment) {
    return payment
        .subscriptionId()
        .map(id -> subscriptions.findById(id).invoke(Subscription::giveBack).replaceWithVoid())
        .orElseGet(SubscriptionPayments::nothing);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
