package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a merchant looks for.
 *
 * @param before only invoices older than this id: where the last page ended
 */
public record InvoiceFilter(
    Optional<InvoiceStatus> status,
    Optional<String> reference,
    Optional<UUID> botId,
    Optional<Instant> createdFrom,
    Optional<Instant> createdTo,
    Optional<UUID> before) {}
