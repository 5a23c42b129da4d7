package io.github.tillgram.invoice;

import java.util.Optional;
import java.util.UUID;

/**
 * Money that went back to the payer, as a rail reports it.
 *
 * @param updateId Telegram's update that told of it
 */
public record IncomingRefund(
    UUID merchantId,
    UUID botId,
    String payload,
    String currency,
    long amount,
    String chargeId,
    RefundProof proof,
    Optional<Long> updateId) {

  /** A payment that went back to its payer, which it only does as a whole. */
  public static IncomingRefund of(Payment payment, RefundProof proof) {
    return new IncomingRefund(
        payment.merchantId(),
        payment.botId(),
        payment.payload(),
        payment.currency(),
        payment.amount(),
        payment.telegramChargeId().orElse(null),
        proof,
        Optional.empty());
  }
}
