package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An invoice that was checked against every rule and is ready to be issued.
 *
 * @param total the sum of the prices
 */
public record InvoiceDraft(
    UUID merchantId,
    UUID botId,
    Rail rail,
    Usage usage,
    Optional<String> reference,
    InvoiceTerms terms,
    long total,
    Optional<Long> payerId,
    Optional<Integer> maxPayments,
    Optional<Instant> expiresAt,
    Map<String, Object> metadata) {}
