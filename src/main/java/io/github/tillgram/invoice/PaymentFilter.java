package io.github.tillgram.invoice;

import java.util.Optional;
import java.util.UUID;

/**
 * What a merchant looks for.
 *
 * @param reference of its invoice
 * @param paid when the payer paid
 * @param before only what a list has behind this one: where the last page ended
 */
public record PaymentFilter(
    Optional<PaymentStatus> status,
    Optional<Rail> rail,
    Optional<String> currency,
    Optional<UUID> botId,
    Optional<UUID> invoiceId,
    Optional<String> reference,
    ChargeNames charge,
    Optional<Long> payerId,
    Optional<Anomaly> anomaly,
    Period paid,
    Optional<UUID> before) {}
