package io.github.tillgram.notification.delivery;

import java.util.Optional;
import java.util.UUID;

/**
 * Which deliveries of a merchant.
 *
 * @param position of the event
 * @param before only those older than this one
 */
public record DeliveryFilter(
    Optional<UUID> endpointId,
    Optional<DeliveryState> state,
    Optional<Long> position,
    Optional<UUID> before) {}
