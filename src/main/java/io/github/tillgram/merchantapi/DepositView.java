package io.github.tillgram.merchantapi;

import io.github.tillgram.apay.deposit.ApayDeposit;
import io.github.tillgram.apay.deposit.Conflict;
import io.github.tillgram.apay.deposit.DepositStatus;
import io.github.tillgram.apay.deposit.Parking;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What A-Pay says of an order. */
@Schema(name = "Deposit")
public record DepositView(
    UUID id,
    @Schema(description = "Your A-Pay project, by the id it has here") UUID projectId,
    @Schema(
            description = "A-Pay's id of the order; null for an entry of a postback without one",
            nullable = true,
            example = "fedcba9876543210")
        String orderId,
    @Schema(description = "How far it has come") DepositStatus status,
    @Schema(description = "Why it was kept but not credited; null for what was", nullable = true)
        Parking parked,
    @Schema(
            description =
                "What A-Pay said after it had said that it was paid; nothing was"
                    + " undone. null if nothing",
            nullable = true)
        Conflict conflict,
    @Schema(
            description =
                "In major units of the currency, exactly as A-Pay wrote it; null if"
                    + " it said none",
            nullable = true,
            example = "500.00")
        String amount,
    @Schema(
            description = "ISO 4217 code, as A-Pay wrote it; null if it said none",
            nullable = true,
            example = "INR")
        String currency,
    @Schema(
            description = "A-Pay's name for the way it was paid; null if it said none",
            nullable = true,
            example = "upi_p2p")
        String paymentSystem,
    @Schema(description = "The invoice it is matched to; null if none", nullable = true)
        UUID invoiceId,
    @Schema(description = "The payment it has become; null if none", nullable = true)
        UUID paymentId,
    @Schema(
            description = "Our name for the attempt, as A-Pay repeated it; null if it did not",
            nullable = true)
        String customTransactionId,
    @Schema(
            description = "Our name for the payer, as A-Pay repeated it; null if it did not",
            nullable = true)
        String customUserId,
    @Schema(
            description =
                "How far A-Pay's people are who look for it, in A-Pay's words; null"
                    + " if nobody looks",
            nullable = true,
            example = "In Progress")
        String lostStatus,
    @Schema(description = "What they say of it, in A-Pay's words; null if nothing", nullable = true)
        String lostDescription,
    @Schema(description = "When A-Pay made the order, as it says", nullable = true)
        Instant orderedAt,
    @Schema(description = "When the payer paid, as A-Pay says", nullable = true)
        Instant activatedAt,
    @Schema(description = "When it was heard of first: ISO 8601 in UTC") Instant createdAt) {

  static DepositView of(ApayDeposit deposit) {
    return new DepositView(
        deposit.id(),
        deposit.projectId(),
        deposit.orderId().orElse(null),
        deposit.status(),
        deposit.parked().orElse(null),
        deposit.conflict().orElse(null),
        deposit.amount().map(Object::toString).orElse(null),
        deposit.currency().orElse(null),
        deposit.paymentSystem().orElse(null),
        deposit.invoiceId().orElse(null),
        deposit.paymentId().orElse(null),
        deposit.customTransactionId().orElse(null),
        deposit.customUserId().orElse(null),
        deposit.lostStatus().orElse(null),
        deposit.lostDescription().orElse(null),
        deposit.orderedAt().orElse(null),
        deposit.activatedAt().orElse(null),
        deposit.createdAt());
  }
}
