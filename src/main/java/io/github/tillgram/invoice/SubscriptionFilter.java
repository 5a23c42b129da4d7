package io.github.tillgram.invoice;

import java.util.Optional;
import java.util.UUID;

/**
 * What a merchant looks for.
 *
 * @param before only subscriptions older than this id: where the last page ended
 */
public record SubscriptionFilter(
    Optional<SubscriptionStatus> status,
    Optional<UUID> botId,
    Optional<UUID> invoiceId,
    Optional<Long> payerId,
    Optional<UUID> before) {}
