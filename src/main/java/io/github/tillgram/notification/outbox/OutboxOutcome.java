package io.github.tillgram.notification.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How an attempt ended. */
public sealed interface OutboxOutcome {

  /** It happened; what follows from it is written in the transaction that deletes the row. */
  record Done(Supplier<Uni<Void>> effect) implements OutboxOutcome {}

  /**
   * It surely did not happen and may be tried again.
   *
   * @param after at least this long from now; empty: the usual backoff
   * @param newBody replaces the row's body, when the attempt taught us better
   */
  record Retry(String reason, Optional<Duration> after, Optional<String> newBody)
      implements OutboxOutcome {}

  /**
   * It surely did not happen, because the bot speaks too much: it is tried again, and everything
   * else that the bot has to say waits too.
   */
  record Pause(String reason, Duration after) implements OutboxOutcome {

    Retry retry() {
      return new Retry(reason, Optional.of(after), Optional.empty());
    }
  }

  /** It cannot get better. */
  record GiveUp(String reason) implements OutboxOutcome {}

  /** Nobody knows whether it happened, and it must not happen twice. */
  record Unknown(String reason) implements OutboxOutcome {}

  static OutboxOutcome done() {
    return new Done(() -> Uni.createFrom().voidItem());
  }

  static OutboxOutcome done(Supplier<Uni<Void>> effect) {
    return new Done(effect);
  }

  static OutboxOutcome retry(String reason) {
    return new Retry(reason, Optional.empty(), Optional.empty());
  }

  static OutboxOutcome retryAfter(String reason, Duration wait) {
    return new Retry(reason, Optional.of(wait), Optional.empty());
  }
}
