package io.github.tillgram.merchantapi.idempotency;

import java.util.UUID;

/**
 * The right to do what a key stands for, until the lease ends.
 *
 * @param id of the row, the same for every attempt
 * @param leaseOwner this attempt
 */
record Claim(UUID id, UUID leaseOwner) {}
