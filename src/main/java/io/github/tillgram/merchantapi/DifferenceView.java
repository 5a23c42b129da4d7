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
    UUID botId,
    @Schema(description = "Whose books ours were compared with") Source source,
    @Schema(description = "MISSING_HERE: we do not have it; MISSING_THERE: only we have it")
        DifferenceKind kind,
    @Schema(description = "INCOMING is a payment, OUTGOING a refund") Direction direction,
    @Schema(description = "Of Stars the telegramChargeId, for a refund too") String transactionId,
    @Schema(description = "XTR: amounts are whole Stars") String currency,
    @Schema(description = "null when we do not have it", nullable = true) Long ourAmount,
    @Schema(description = "null when they do not have it", nullable = true) Long theirAmount,
    @Schema(description = "Billionths of a Star on top of theirAmount") int theirNanostars,
    @Schema(description = "The payment it is about, if we know it", nullable = true) UUID paymentId,
    @Schema(description = "The invoice it is about, if we know it", nullable = true) UUID invoiceId,
    @Schema(description = "When the money moved") Instant madeAt,
    Instant firstSeenAt,
    Instant lastSeenAt,
    @Schema(description = "When it was gone; null while it lasts", nullable = true)
        Instant resolvedAt,
    @Schema(description = "How long it has lasted, or did") long ageSeconds) {

  static DifferenceView of(Difference difference, Instant now) {
    return new DifferenceView(
        difference.id(),
        difference.botId(),
        difference.source(),
        difference.kind(),
        difference.direction(),
        difference.transactionId(),
        difference.currency(),
        difference.ourAmount().orElse(null),
        difference.theirAmount().orElse(null),
        difference.theirNanostars(),
        difference.paymentId().orElse(null),
        difference.invoiceId().orElse(null),
        difference.madeAt(),
        difference.firstSeenAt(),
        difference.lastSeenAt(),
        difference.resolvedAt().orElse(null),
        Math.max(0, difference.age(now).toSeconds()));
  }
}
