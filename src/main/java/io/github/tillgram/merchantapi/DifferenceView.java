package io.github.tillgram.merchantapi;

import io.github.tillgram.reconciliation.Difference;
import io.github.tillgram.reconciliation.DifferenceKind;
import io.github.tillgram.reconciliation.Direction;
import io.github.tillgram.reconciliation.Source;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A difference as its merchant sees it. Amounts are in the smallest unit of the currency. */
@Schema(name = "Difference")
public record DifferenceView(
    UUID id,
    @Schema(
            description =
                "The bot whose money it is; null for an order at A-Pay without"
                    + " invoice whose project has no bot",
            nullable = true)
        UUID botId,
    @Schema(description = "Whose books ours were compared with") Source source,
    @Schema(description = "How they disagree") DifferenceKind kind,
    @Schema(
            description =
                "Of A-Pay: what a deposit was parked for, what A-Pay contradicted"
                    + " itself in, or the anomaly that a payment is held for",
            nullable = true,
            example = "UNKNOWN_ORDER")
        String reason,
    @Schema(description = "Which way the money went") Direction direction,
    @Schema(
            description =
                "Of Stars the telegramChargeId, for a refund too; of A-Pay its id of"
                    + " the order, null while it has named none",
            nullable = true)
        String transactionId,
    @Schema(
            description =
                "XTR: amounts are whole Stars. Of A-Pay the invoice's, or A-Pay's if"
                    + " it belongs to no invoice",
            nullable = true,
            example = "XTR")
        String currency,
    @Schema(
            description =
                "In the smallest unit of the currency; null when we do not have it;"
                    + " of A-Pay the price of the invoice",
            nullable = true,
            example = "50")
        Long ourAmount,
    @Schema(description = "The currency of theirAmount", nullable = true, example = "XTR")
        String theirCurrency,
    @Schema(
            description =
                "In the smallest unit of theirCurrency; null when they do not have"
                    + " it; of A-Pay what the deposit says, rounded toward zero, and null"
                    + " where the smallest unit is not known or the amount too large",
            nullable = true)
        Long theirAmount,
    @Schema(description = "Billionths of a Star on top of theirAmount", example = "0")
        int theirNanostars,
    @Schema(description = "The payment it is about, if we know it", nullable = true) UUID paymentId,
    @Schema(
            description = "Telegram's payment of the invoice, if that was paid through A-Pay too",
            nullable = true)
        UUID telegramPaymentId,
    @Schema(description = "A-Pay's deposit, if it spoke of one", nullable = true) UUID depositId,
    @Schema(description = "The invoice it is about, if we know it", nullable = true) UUID invoiceId,
    @Schema(description = "When the money moved, or the order was made: ISO 8601 in UTC")
        Instant madeAt,
    @Schema(description = "When it was found: ISO 8601 in UTC") Instant firstSeenAt,
    @Schema(description = "When it was last seen to be there: ISO 8601 in UTC") Instant lastSeenAt,
    @Schema(description = "When it was gone; null while it lasts", nullable = true)
        Instant resolvedAt,
    @Schema(
            description = "How long it has lasted, or did, in seconds",
            minimum = "0",
            example = "86400")
        long ageSeconds) {

  static DifferenceView of(Difference difference, Instant now) {
    return new DifferenceView(
        difference.id(),
        difference.botId().orElse(null),
        difference.source(),
        difference.kind(),
        difference.reason().orElse(null),
        difference.direction(),
        difference.transactionId().orElse(null),
        difference.currency().orElse(null),
        difference.ourAmount().orElse(null),
        difference.theirCurrency().orElse(null),
        difference.theirAmount().orElse(null),
        difference.theirNanostars(),
        difference.paymentId().orElse(null),
        difference.telegramPaymentId().orElse(null),
        difference.depositId().orElse(null),
        difference.invoiceId().orElse(null),
        difference.madeAt(),
        difference.firstSeenAt(),
        difference.lastSeenAt(),
        difference.resolvedAt().orElse(null),
        Math.max(0, difference.age(now).toSeconds()));
  }
}
