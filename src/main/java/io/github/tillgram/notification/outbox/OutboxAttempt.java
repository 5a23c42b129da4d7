package io.github.tillgram.notification.outbox;

import io.github.tillgram.observability.Actor;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.observability.Traces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Takes one claimed row through its attempt and its end. */
@ApplicationScoped
class OutboxAttempt {

  private static final Logger LOG = Logger.getLogger(OutboxAttempt.class);

  private final OutboxHandlers handlers;
  private final OutboxQueue queue;
  private final OutboxLines lines;
  private final OutboxBooks books;
  private final OutboxConfig config;
  private final Traces traces;

  OutboxAttempt(
      OutboxHandlers handlers,
      OutboxQueue queue,
      OutboxLines lines,
      OutboxBooks books,
      OutboxConfig config,
      Traces traces) {
    this.traces = traces;
    this.handlers = handlers;
    this.queue = queue;
    this.lines = lines;
    this.books = books;
    this.config = config;
  }

  Uni<Void> make(OutboxMessage message, UUID owner) {
    MDC.put(LogKeys.OUTBOX_ID, message.id());
    if (message.invoiceId() != null) {
      MDC.put(LogKeys.INVOICE_ID, message.invoiceId());
    }
    message.actor().ifPresent(Actor::is);
    return traces.follow(
        message.traceParent(),
        "outbox " + message.kind(),
        facts(message),
        () -> take(message, owner));
  }

  private static Map<String, String> facts(OutboxMessage message) {
    return Map.of(
        "tillgram.outbox.id", Long.toString(message.id()),
        "tillgram.outbox.attempt", Integer.toString(message.attempts()));
  }

  private Uni<Void> take(OutboxMessage message, UUID owner) {
    OutboxHandler handler = handlers.of(message.kind());
    if (message.begun() && !handler.repeatable()) {
      return end(handler, message, owner, new OutboxOutcome.Unknown("the attempt was cut short"));
    }
    return begin(handler, message, owner)
        .chain(mine -> mine ? attempt(handler, message, owner) : done());
  }

  /** Only what must not happen twice needs to be written down before it happens. */
  private Uni<Boolean> begin(OutboxHandler handler, OutboxMessage message, UUID owner) {
    return handler.repeatable() ? Uni.createFrom().item(true) : queue.begin(message, owner);
  }

  private Uni<Void> attempt(OutboxHandler handler, OutboxMessage message, UUID owner) {
    return Uni.createFrom()
        .deferred(() -> handler.attempt(message))
        .onFailure()
        .recoverWithItem(failure -> unexpected(handler, failure))
        .chain(outcome -> end(handler, message, owner, outcome));
  }

  private static OutboxOutcome unexpected(OutboxHandler handler, Throwable failure) {
    LOG.error("An outbox attempt failed unexpectedly", failure);
    String reason = "unexpected " + failure.getClass().getSimpleName();
    return handler.repeatable() ? OutboxOutcome.retry(reason) : new OutboxOutcome.Unknown(reason);
  }

  private Uni<Void> end(
      OutboxHandler handler, OutboxMessage message, UUID owner, OutboxOutcome outcome) {
    if (outcome instanceof OutboxOutcome.Done) {
      return books.done(message, owner, ((OutboxOutcome.Done) outcome).effect()).replaceWithVoid();
    }
    if (outcome instanceof OutboxOutcome.Retry) {
      return retry(handler, message, owner, (OutboxOutcome.Retry) outcome);
    }
    if (outcome instanceof OutboxOutcome.Pause) {
      OutboxOutcome.Pause pause = (OutboxOutcome.Pause) outcome;
      return lines
          .pause(message.botId(), pause.after())
          .chain(() -> retry(handler, message, owner, pause.retry()));
    }
    if (outcome instanceof OutboxOutcome.Unknown) {
      String reason = ((OutboxOutcome.Unknown) outcome).reason();
      return books
          .mark(
              message,
              owner,
              "OUTCOME_UNKNOWN",
              reason,
              () -> handler.outcomeUnknown(message, reason))
          .invoke(marked -> raise(marked, message, "outcome_unknown", reason))
          .replaceWithVoid();
    }
    return giveUp(handler, message, owner, ((OutboxOutcome.GiveUp) outcome).reason());
  }

  private Uni<Void> retry(
      OutboxHandler handler, OutboxMessage message, UUID owner, OutboxOutcome.Retry retry) {
    Duration wait = retry.after().orElseGet(() -> Backoff.after(message.attempts()));
    LOG.warnf("Outbox %s will be tried again: %s", message.kind(), retry.reason());
    return queue
        .retry(message, owner, retry, wait, config.giveUpAfter())
        .chain(kept -> kept ? done() : tooOld(handler, message, owner, retry.reason()));
  }

  private Uni<Void> tooOld(
      OutboxHandler handler, OutboxMessage message, UUID owner, String reason) {
    return giveUp(handler, message, owner, "tried for too long, lastly: " + reason);
  }

  private Uni<Void> giveUp(
      OutboxHandler handler, OutboxMessage message, UUID owner, String reason) {
    return books
        .mark(message, owner, "GIVEN_UP", reason, () -> handler.gaveUp(message, reason))
        .invoke(marked -> raise(marked, message, "given_up", reason))
        .replaceWithVoid();
  }

  /** A row whose claim was lost is another's, and not lost. */
  private void raise(boolean marked, OutboxMessage message, String end, String reason) {
    if (marked) {
      LOG.errorf("Outbox %s ended as %s: %s", message.kind(), end, reason);
      handlers.countLost(message.kind(), end);
    }
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
