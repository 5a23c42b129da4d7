package io.github.tillgram.invoice;

import java.util.Optional;
import java.util.UUID;

/**
 * What a merchant looks for.
 *
 * @param payerId who it is meant for, or who has paid it
 * @param charge of one of its payments
 * @param before only what a list has behind this one: where the last page ended
 */
public record InvoiceFilter(
    Optional<InvoiceStatus> status,
    Optional<String> reference,
    Optional<UUID> botId,
    Optional<Rail> rail,
    Optional<String> currency,
    Optional<Usage> usage,
    Optional<Anomaly> anomaly,
    Optional<Long> payerId,
    ChargeNames charge,
    Period created,
    Optional<UUID> before) {}
