package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.LedgerEntry;
import io.github.tillgram.invoice.LedgerKind;
import io.github.tillgram.invoice.Rail;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of the books. Never changed and never taken away; a correction is another line. */
@Schema(name = "LedgerEntry")
@RegisterForReflection
public record LedgerEntryView(
    @Schema(description = "Unique; grows, with gaps", example = "4711") long id,
    @Schema(description = "When it was written") Instant at,
    UUID paymentId,
    @Schema(description = "null for a payment without an invoice", nullable = true) UUID invoiceId,
    @Schema(description = "Of the invoice", nullable = true, example = "order-42") String reference,
    @Schema(
            description =
                "What the amount is for: the goods, sending them, a tip, money that waits for your"
                    + " decision (negative when it waits no more), or what went back")
        LedgerKind kind,
    Rail rail,
    @Schema(example = "USD") String currency,
    @Schema(
            description =
                "In the smallest unit of the currency; negative where money goes back. The lines of"
                    + " a payment sum to what was received and not given back",
            example = "1250")
        long amount) {

  static LedgerEntryView of(LedgerEntry entry) {
    return new LedgerEntryView(
        entry.id(),
        entry.at(),
        entry.paymentId(),
        entry.invoiceId().orElse(null),
        entry.reference().orElse(null),
        entry.kind(),
        entry.rail(),
        entry.currency(),
        entry.amount());
  }
}
