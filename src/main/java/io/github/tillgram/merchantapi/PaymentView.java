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
    UUID botId,
    @Schema(description = "The subscription it pays a period of", nullable = true)
        UUID subscriptionId,
    Rail rail,
    @Schema(description = "As received") long amount,
    String currency,
    long goods,
    long shipping,
    long tip,
    @Schema(description = "null on the rail APAY", nullable = true) String telegramChargeId,
    @Schema(nullable = true) String providerChargeId,
    @Schema(description = "A-Pay's id of the order, on the rail APAY only", nullable = true)
        String apayOrderId,
    @Schema(
            description =
                "null for somebody who opened a payment page by a link, and once the payer was"
                    + " erased",
            nullable = true)
        Payer payer,
    @Schema(description = "The way of shipping the payer chose", nullable = true)
        String shippingOptionId,
    Map<String, Object> orderInfo,
    PaymentStatus status,
    Anomaly anomaly,
    Instant paidAt) {

  /** A Telegram user. */
  @Schema(name = "Payer")
  public record Payer(long id) {

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
