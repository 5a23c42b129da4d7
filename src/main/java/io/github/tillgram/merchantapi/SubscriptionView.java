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
    UUID invoiceId,
    UUID botId,
    @Schema(description = "null once the payer was erased", nullable = true)
        PaymentView.Payer payer,
    @Schema(description = "EXPIRED when what was paid has run out") SubscriptionStatus status,
    @Schema(description = "What status would be without the clock; never EXPIRED")
        SubscriptionStatus renewal,
    @Schema(description = "Stars for each period") long amount,
    @Schema(description = "Always XTR") String currency,
    @Schema(description = "Seconds between two payments") int period,
    @Schema(
            description = "Charge of the first payment; null while only renewals have arrived",
            nullable = true)
        String telegramChargeId,
    @Schema(description = "Payments so far, those that were given back included") int payments,
    @Schema(description = "How many of them were given back; that ends no subscription")
        int refunded,
    Instant startedAt,
    @Schema(description = "Access lasts until then, canceled or not") Instant expiresAt,
    @Schema(description = "When renewal last changed", nullable = true) Instant changedAt) {

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
