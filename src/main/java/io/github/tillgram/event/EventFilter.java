package io.github.tillgram.event;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which events of a merchant, and in which order.
 *
 * @param types as they are spelled outside; empty for all
 * @param actor exactly this one, or any of this kind: {@code key} for all keys
 * @param after only those that come after this position in the order asked for
 * @param from when it happened, inclusive
 * @param to when it happened, exclusive
 * @param oldestFirst for those who follow
 */
public record EventFilter(
    Set<String> types,
    Optional<UUID> invoiceId,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Long> after,
    boolean oldestFirst) {}
