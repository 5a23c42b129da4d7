package io.github.tillgram.apay.deposit;

import java.util.Optional;
import java.util.UUID;

/**
 * Which deposits are wanted.
 *
 * @param matched whether they belong to an attempt of ours
 * @param before only those that are older than this one
 */
public record DepositFilter(
    Optional<DepositStatus> status,
    Optional<String> orderId,
    Optional<Boolean> matched,
    Optional<UUID> before) {}
