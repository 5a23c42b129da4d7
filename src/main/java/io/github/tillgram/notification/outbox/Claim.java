package io.github.tillgram.notification.outbox;

import java.time.Duration;

/**
 * A row that is this replica's for the length of the lease.
 *
 * @param turnIn how long until its turn comes; at most about a second
 */
record Claim(OutboxMessage message, Duration turnIn) {}
