package io.github.tillgram.webhook;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.observability.Actor;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.UpdateOutcome.Label;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Takes the bytes of an update to its handler, and sees to it that nothing that names money is
 * lost.
 */
@ApplicationScoped
class ReceiveUpdate {

  private static final Logger LOG = Logger.getLogger(ReceiveUpdate.class);

  private final UpdateDispatcher dispatcher;
  private final DoorPermits permits;
  private final Quarantine quarantine;

  ReceiveUpdate(UpdateDispatcher dispatcher, DoorPermits permits, Quarantine quarantine) {
    this.dispatcher = dispatcher;
    this.permits = permits;
    this.quarantine = quarantine;
  }

  Uni<UpdateOutcome> receive(ConnectedBot bot, byte[] body) {
    Optional<IncomingUpdate> update;
    try {
      update = UpdateReader.read(bot, body);
    } catch (UnreadableUpdate unreadable) {
      LOG.warnf("An update was not readable: %s", unreadable.getMessage());
      return drop(bot, body, Label.UNREADABLE, unreadable.getMessage());
    }
    return update.isPresent()
        ? dispatch(update.get(), body)
        : drop(bot, body, Label.DROPPED, "an update of no known kind");
  }

  /**
   * Hands a quarantined body to its handler once more; failures are the caller's. What it says is
   * Telegram's word all the same.
   */
  Uni<Boolean> replay(ConnectedBot bot, byte[] body) {
    return Actor.during(
        Actor.TELEGRAM,
        () ->
            UpdateReader.read(bot, body)
                .flatMap(
                    update ->
                        dispatcher
                            .handlerOf(update)
                            .map(handler -> handler.handle(update).replaceWith(true)))
                .orElseGet(() -> Uni.createFrom().item(false)));
  }

  private Uni<UpdateOutcome> dispatch(IncomingUpdate update, byte[] body) {
    Actor.is(Actor.TELEGRAM);
    MDC.put(LogKeys.UPDATE_ID, update.updateId());
    Optional<UpdateHandler> handler = dispatcher.handlerOf(update);
    if (handler.isEmpty()) {
      return update.namesMoney()
          ? store(update.bot(), body, update.kind().wireName(), "nobody handles this kind")
          : Uni.createFrom().item(UpdateOutcome.of(Label.DROPPED, update.kind().wireName()));
    }
    return permits
        .with(update.kind(), () -> handler.get().handle(update))
        .map(reply -> handled(update, reply))
        .onFailure()
        .recoverWithUni(failure -> failed(update, body, failure));
  }

  private static UpdateOutcome handled(IncomingUpdate update, Optional<WebhookReply> reply) {
    return new UpdateOutcome(Label.HANDLED, update.kind().wireName(), reply);
  }

  private Uni<UpdateOutcome> failed(IncomingUpdate update, byte[] body, Throwable failure) {
    String kind = update.kind().wireName();
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("The database did not take a %s; Telegram will repeat it: %s", kind, failure);
      return Uni.createFrom().item(UpdateOutcome.of(Label.UNAVAILABLE, kind));
    }
    String reason;
    if (failure instanceof UnreadableUpdate) {
      reason = failure.getMessage();
      LOG.warnf("An update was not readable: %s", reason);
    } else {
      reason = "unexpected " + failure.getClass().getName();
      LOG.errorf(failure, "The handler of a %s failed unexpectedly", kind);
    }
    return update.namesMoney()
        ? store(update.bot(), body, kind, reason)
        : Uni.createFrom().item(UpdateOutcome.of(Label.FAILED, kind));
  }

  /** A provider bot sells nothing, and what is written to it may be somebody's keys. */
  private Uni<UpdateOutcome> drop(ConnectedBot bot, byte[] body, Label label, String reason) {
    return bot.role() == BotRole.MERCHANT && UpdateReader.mentionsMoney(body)
        ? store(bot, body, UpdateOutcome.NO_KIND, reason)
        : Uni.createFrom().item(UpdateOutcome.of(label, UpdateOutcome.NO_KIND));
  }

  private Uni<UpdateOutcome> store(ConnectedBot bot, byte[] body, String kind, String reason) {
    return quarantine
        .store(bot.id(), body, reason)
        .onFailure(DatabaseTrouble::isUniqueViolation)
        .recoverWithNull()
        .replaceWith(UpdateOutcome.of(Label.QUARANTINED, kind))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.error("A body that names money could not be quarantined", failure);
              return UpdateOutcome.of(Label.UNAVAILABLE, kind);
            });
  }
}
