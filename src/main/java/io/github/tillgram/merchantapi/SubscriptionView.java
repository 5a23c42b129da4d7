package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Subscription;
import io.github.tillgram.invoice.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A subscription as its merchant sees it. */
@Schema(name = "Subscription")
public record SubscriptionView(
    UUID id,
    @Schema(description = "The invoice it was begun by") UUID invoiceId,
    @Schema(description = "The bot that sells it") UUID botId,
    @Schema(description = "Who subscribed; null once he was erased", nullable = true)
        PaymentView.Payer payer,
    @Schema(description = "How it stands; EXPIRED when what was paid has run out")
        SubscriptionStatus status,
    @Schema(description = "What status would be without the clock; never EXPIRED")
        SubscriptionStatus renewal,
    @Schema(description = "Stars for each period", minimum = "1", example = "50") long amount,
    @Schema(description = "Always XTR", example = "XTR") String currency,
    @Schema(description = "Seconds between two payments", example = "2592000") int period,
    @Schema(
            description = "Charge of the first payment; null while only renewals have arrived",
            nullable = true,
            example = "7777_5000001_42")
        String telegramChargeId,
    @Schema(
            description = "Payments so far, those that were given back included",
            minimum = "0",
            example = "3")
        int payments,
    @Schema(
            description = "How many of them were given back; that ends no subscription",
            minimum = "0",
            example = "0")
        int refunded,
    @Schema(description = "When the first payment was made: ISO 8601 in UTC") Instant startedAt,
    @Schema(description = "Access lasts until then, canceled or not: ISO 8601 in UTC")
        Instant expiresAt,
    @Schema(description = "When renewal last changed; null if it never did", nullable = true)
        Instant changedAt) {

  static SubscriptionView of(Subscription subscription) {
    return new SubscriptionView(
        subscription.id(),
        subscription.invoiceId(),
        subscription.botId(),
        PaymentView.Payer.of(subscription.payerId()),
        subscription.status(),
        subscription.renewal(),
        subscription.amount(),
        "XTR",
        subscription.period(),
        subscription.firstChargeId().orElse(null),
        subscription.payments(),
        subscription.refunded(),
        subscription.startedAt(),
        subscription.expiresAt(),
        subscription.changedAt().orElse(null));
  }
}
