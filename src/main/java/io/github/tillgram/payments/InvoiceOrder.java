package io.github.tillgram.payments;

import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Usage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An invoice as a merchant asks for it, before anybody looked whether it can be. */
public record InvoiceOrder(
    UUID merchantId,
    Optional<UUID> botId,
    Optional<Rail> rail,
    Usage usage,
    Optional<String> reference,
    InvoiceTerms terms,
    Optional<Long> payerId,
    Optional<Long> sendTo,
    Optional<Integer> maxPayments,
    Optional<Instant> expiresAt,
    Map<String, Object> metadata) {}
