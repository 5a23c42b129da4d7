package io.github.tillgram.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What two books disagree on, from when it was first seen until it was gone.
 *
 * @param botId none for an order at A-Pay that belongs to no invoice, if its project has no bot
 * @param reason why: of A-Pay's orders and payments the parking, the conflict or the anomaly
 * @param transactionId the other side's id of the transaction; of Stars the charge id, for a refund
 *     too; of A-Pay the order, none as long as A-Pay has named none
 * @param currency ours; theirs where we have neither invoice nor payment
 * @param ourAmount of A-Pay the price of the invoice, or the payment's where that has none
 * @param theirAmount of A-Pay in the smallest unit of its currency, rounded toward zero; none where
 *     it cannot be expressed so
 * @param theirNanostars billionths of a Star, besides the amount
 * @param telegramPaymentId Telegram's payment of the invoice, where A-Pay's is another
 * @param madeAt when the money moved, as whoever has the transaction says
 */
public record Difference(
    UUID id,
    Optional<UUID> botId,
    Source source,
    DifferenceKind kind,
    Optional<String> reason,
    Direction direction,
    Optional<String> transactionId,
    Optional<String> currency,
    Optional<Long> ourAmount,
    Optional<String> theirCurrency,
    Optional<Long> theirAmount,
    int theirNanostars,
    Optional<UUID> invoiceId,
    Optional<UUID> paymentId,
    Optional<UUID> telegramPaymentId,
    Optional<UUID> depositId,
    Instant madeAt,
    Instant firstSeenAt,
    Instant lastSeenAt,
    Optional<Instant> resolvedAt) {

  /** How long it has lasted, or did. */
  public Duration age(Instant now) {
    return Duration.between(firstSeenAt, resolvedAt.orElse(now));
  }
}
