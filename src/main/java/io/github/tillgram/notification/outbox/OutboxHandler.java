package io.github.tillgram.notification.outbox;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Does what rows of its kinds ask for. Found by CDI; one handler per kind, or the start stops. */
public interface OutboxHandler {

  Set<String> kinds();

  /**
   * Whether an attempt may be repeated when nobody knows how it ended. Where not, such a row ends
   * as {@link OutboxOutcome.Unknown}.
   */
  boolean repeatable();

  /**
   * How urgent its rows are: the urgent ones of all bots go first, and a bot's own in this order.
   */
  default Urgency urgency(String kind) {
    return Urgency.USUAL;
  }

  /** One attempt, outside of any transaction. A failure counts as {@link OutboxOutcome.Unknown}. */
  Uni<OutboxOutcome> attempt(OutboxMessage message);

  /** Says in the books that the row was given up, in the transaction that marks it. */
  default Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return Uni.createFrom().voidItem();
  }

  /** Says in the books that the outcome is unknown, in the transaction that marks the row. */
  default Uni<Void> outcomeUnknown(OutboxMessage message, String reason) {
    return Uni.createFrom().voidItem();
  }
}
