package io.github.tillgram.invoice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
        .map(found -> subscriptions.of(found.id(), payment.payerId()))
        .orElseGet(() -> Uni.createFrom().item(SubscriptionLives.NONE));
  }

  /** Before its payment, which refers to it. */
  Uni<Void> keep(Optional<Subscription> subscription) {
    return subscription
        .map(found -> subscriptions.persist(found).replaceWithVoid())
        .orElseGet(SubscriptionPayments::nothing);
  }

  /** Tells of the payment, and of news that waited for the first one. */
  Uni<Void> tell(Optional<Subscription> subscription, Payment payment, IncomingPayment incoming) {
    return subscription
        .map(
            found ->
                events
                    .paid(found, payment)
                    .chain(() -> found.payments() > 1 ? nothing() : catchUp(found, incoming)))
        .orElseGet(SubscriptionPayments::nothing);
  }

  private Uni<Void> catchUp(Subscription subscription, IncomingPayment incoming) {
    return notices
        .take(subscription.invoiceId(), subscription.payerId(), incoming.reportedAt())
        .map(notice -> notice.map(news -> follow(subscription, news)).orElse(false))
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
