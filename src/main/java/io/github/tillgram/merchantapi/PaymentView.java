package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Anomaly;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Rail;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A payment as its merchant sees it. Amounts are in the smallest unit of the currency. */
@Schema(name = "Payment")
public record PaymentView(
    UUID id,
    @Schema(description = "null for a payment without an invoice", nullable = true) UUID invoiceId,
    @Schema(description = "The bot that took it") UUID botId,
    @Schema(
            description = "The subscription it pays a period of; null if it pays none",
            nullable = true)
        UUID subscriptionId,
    @Schema(description = "Which way the money took") Rail rail,
    @Schema(
            description =
                "As received, in the smallest unit of the currency, whole Stars with"
                    + " XTR; the sum of goods, shipping and tip",
            example = "1250")
        long amount,
    String currency,
    @Schema(
            description = "Of the amount for the goods, in the smallest unit of the currency",
            example = "1250")
        long goods,
    @Schema(
            description = "Of the amount for shipping, in the smallest unit of the currency",
            example = "0")
        long shipping,
    @Schema(
            description = "Of the amount as a tip, in the smallest unit of the currency",
            example = "0")
        long tip,
    @Schema(
            description = "Telegram's name for it; null on the rail APAY",
            nullable = true,
            example = "7777_5000001_42")
        String telegramChargeId,
    @Schema(
            description = "The provider's name for it, if it has one",
            nullable = true,
            example = "ch_1PqT2xK")
        String providerChargeId,
    @Schema(description = "A-Pay's id of the order; null on other rails", nullable = true)
        String apayOrderId,
    @Schema(
            description =
                "null for somebody who opened a payment page by a link, and once the payer was"
                    + " erased",
            nullable = true)
        Payer payer,
    @Schema(
            description =
                "The way of shipping the payer chose, by your id; null if nothing is sent",
            nullable = true)
        String shippingOptionId,
    @Schema(
            description =
                "What the payer was asked for and gave, as Telegram spells it: name,"
                    + " phone_number, email, shipping_address; null if nothing",
            nullable = true)
        Map<String, Object> orderInfo,
    @Schema(description = "What it does to its invoice") PaymentStatus status,
    @Schema(description = "What was odd about it; null if nothing was", nullable = true)
        Anomaly anomaly,
    @Schema(description = "When it was made, as the other side says: ISO 8601 in UTC")
        Instant paidAt) {

  /** A Telegram user. */
  @Schema(name = "Payer")
  public record Payer(
      @Schema(description = "The Telegram user's id", example = "5000001") long id) {

    /** Nobody, where he was erased. */
    static Payer of(long id) {
      return id == io.github.tillgram.privacy.Payer.NOBODY ? null : new Payer(id);
    }
  }

  static PaymentView of(Payment payment) {
    return new PaymentView(
        payment.id(),
        payment.invoiceId().orElse(null),
        payment.botId(),
        payment.subscriptionId().orElse(null),
        payment.rail(),
        payment.amount(),
        payment.currency(),
        payment.goods(),
        payment.shipping(),
        payment.tip(),
        payment.telegramChargeId().orElse(null),
        payment.providerChargeId().orElse(null),
        payment.apayOrderId().orElse(null),
        payment.payerId().map(Payer::new).orElse(null),
        payment.shippingOptionId().orElse(null),
        payment.orderInfo().orElse(null),
        payment.status(),
        payment.anomaly().orElse(null),
        payment.paidAt());
  }
}
