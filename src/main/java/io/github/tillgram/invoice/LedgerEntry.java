package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of the books as its merchant reads it.
 *
 * @param invoiceId empty for a payment without an invoice
 * @param reference of the invoice
 * @param amount in the smallest unit; negative where money goes back, or is held no more
 * @param at when it was written
 */
public record LedgerEntry(
    long id,
    UUID paymentId,
    Optional<UUID> invoiceId,
    Optional<String> reference,
    LedgerKind kind,
    Rail rail,
    String currency,
    long amount,
    Instant at) {}
