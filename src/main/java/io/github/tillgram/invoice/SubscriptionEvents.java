package io.github.tillgram.invoice;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells of subscriptions in the timelines of their invoices. */
@ApplicationScoped
class SubscriptionEvents {

  /** Who did it. */
  private enum By {
    PAYER,
    MERCHANT,
    TELEGRAM
  }

  private final Timeline timeline;

  SubscriptionEvents(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Began with a payment, or goes on with it. */
  Uni<Void> paid(Subscription subscription, Payment payment) {
    Map<String, Object> data = data(subscription, payment.isRenewal() ? By.TELEGRAM : By.PAYER);
    data.put("paymentId", payment.id());
    return timeline.add(
        subscription.merchantId(),
        subscription.invoiceId(),
        payment.id(),
        payment.isRenewal() ? EventType.SUBSCRIPTION_RENEWED : EventType.SUBSCRIPTION_STARTED,
        data);
  }

  /**
   * Changed outside.
   *
   * @param ambiguous whether another one of the payer's may have been meant
   */
  Uni<Void> heard(Subscription subscription, boolean ambiguous) {
    boolean failed = subscription.renewal() == SubscriptionStatus.FAILED;
    Map<String, Object> data = data(subscription, failed ? By.TELEGRAM : By.PAYER);
    subscription.lastUpdateId().ifPresent(update -> data.put("updateId", update));
    if (ambiguous) {
      data.put("ambiguous", true);
    }
    return add(subscription, typeOf(subscription.renewal()), data);
  }

  /** The merchant turned renewal off, or allows it again. */
  Uni<Void> edited(Subscription subscription, boolean canceled) {
    return add(
        subscription,
        canceled ? EventType.SUBSCRIPTION_CANCELED : EventType.SUBSCRIPTION_ENABLED,
        data(subscription, By.MERCHANT));
  }

  private static EventType typeOf(SubscriptionStatus renewal) {
    return switch (renewal) {
      case FAILED -> EventType.SUBSCRIPTION_FAILED;
      case ACTIVE -> EventType.SUBSCRIPTION_ACTIVE;
      default -> EventType.SUBSCRIPTION_CANCELED;
    };
  }

  private Uni<Void> add(Subscription subscription, EventType type, Map<String, Object> data) {
    return timeline.add(subscription.merchantId(), subscription.invoiceId(), type, data);
  }

  private static Map<String, Object> data(Subscription subscription, By by) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("subscriptionId", subscription.id());
    data.put("payerId", subscription.payerId());
    data.put("status", subscription.renewal());
    data.put("expiresAt", subscription.expiresAt().toString());
    data.put("by", by);
    return data;
  }
}
