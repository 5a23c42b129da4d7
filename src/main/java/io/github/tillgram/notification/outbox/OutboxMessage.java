package io.github.tillgram.notification.outbox;

import java.util.Optional;
import java.util.UUID;

/**
 * A claimed row.
 *
 * @param attempts this attempt included, so 1 at first
 * @param begun whether an earlier attempt began to call the outside and never said how it ended
 * @param traceParent the trace of whatever caused the row
 * @param actor on whose word it was appended
 */
public record OutboxMessage(
    long id,
    String kind,
    UUID botId,
    UUID invoiceId,
    String body,
    int attempts,
    boolean begun,
    Optional<String> traceParent,
    Optional<String> actor) {}
