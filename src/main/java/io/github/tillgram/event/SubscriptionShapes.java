package io.github.tillgram.event;

import static io.github.tillgram.event.InvoiceFacts.INVOICE;
import static io.github.tillgram.event.SharedFacts.PAYER_ID;
import static io.github.tillgram.event.SharedFacts.PAYMENT_ID;
import static io.github.tillgram.event.SharedFacts.UPDATE_ID;

import java.util.List;

/** Subscriptions in Stars. */
final class SubscriptionShapes {

  private static final Fact SUBSCRIPTION_ID =
      Fact.id("subscriptionId", "The subscription, as in /api/v1/subscriptions");

  private static final Fact STATUS =
      Fact.choice(
          "status",
          "Whether it will be charged again, and if not, why",
          "ACTIVE",
          "CANCELED_BY_PAYER",
          "CANCELED_BY_MERCHANT",
          "FAILED");

  private static final Fact EXPIRES_AT = Fact.time("expiresAt", "Until when it is paid");

  private static final Fact BY = Fact.choice("by", "Who did it", "PAYER", "MERCHANT", "TELEGRAM");

  private static final Fact AMBIGUOUS =
      Fact.flag("ambiguous", "Another one of the payer's may have been meant").seldom();

  static final List<EventShape> ALL =
      List.of(
          paid(
              EventType.SUBSCRIPTION_STARTED,
              "A payer's first payment began a subscription.",
              "PAYER"),
          paid(
              EventType.SUBSCRIPTION_RENEWED,
              "Telegram charged the payer for another period.",
              "TELEGRAM"),
          changed(
              EventType.SUBSCRIPTION_CANCELED,
              "Renewal was turned off; what was paid goes on until it runs out.",
              "CANCELED_BY_PAYER",
              "PAYER"),
          changed(
              EventType.SUBSCRIPTION_ENABLED,
              "The merchant lets the payer turn renewal on again.",
              "CANCELED_BY_PAYER",
              "MERCHANT"),
          changed(
              EventType.SUBSCRIPTION_ACTIVE,
              "The payer turned renewal on again.",
              "ACTIVE",
              "PAYER"),
          changed(
              EventType.SUBSCRIPTION_FAILED,
              "Telegram could not charge the payer.",
              "FAILED",
              "TELEGRAM"));

  private SubscriptionShapes() {}

  private static EventShape paid(EventType type, String when, String by) {
    return EventShape.of(
        type,
        when,
        INVOICE,
        PAYMENT_ID,
        SUBSCRIPTION_ID,
        PAYER_ID,
        STATUS,
        EXPIRES_AT,
        BY.like(by));
  }

  private static EventShape changed(EventType type, String when, String status, String by) {
    return EventShape.of(
        type,
        when,
        INVOICE,
        SUBSCRIPTION_ID,
        PAYER_ID,
        STATUS.like(status),
        EXPIRES_AT,
        BY.like(by),
        AMBIGUOUS,
        UPDATE_ID.optional());
  }
}
