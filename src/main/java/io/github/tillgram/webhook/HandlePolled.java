package io.github.tillgram.webhook;

import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.PolledUpdate;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.webhook.UpdateOutcome.Label;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Takes a polled update the way of one that was delivered, through the same handlers. What a
 * handler would put into the response of a webhook is sent as a call, which has an advantage: its
 * failure is seen.
 */
@ApplicationScoped
class HandlePolled {

  private static final Logger LOG = Logger.getLogger(HandlePolled.class);

  private final Vertx vertx;
  private final ReceiveUpdate updates;
  private final TelegramBot telegram;
  private final UpdateMeters meters;

  HandlePolled(Vertx vertx, ReceiveUpdate updates, TelegramBot telegram, UpdateMeters meters) {
    this.vertx = vertx;
    this.updates = updates;
    this.telegram = telegram;
    this.meters = meters;
  }

  /** Which updates must be handled one after the other. */
  static String queueOf(ConnectedBot bot, PolledUpdate update) {
    try {
      return UpdateReader.read(bot, update.bytes()).map(QueueKey::of).orElse(aloneInIts(update));
    } catch (UnreadableUpdate unreadable) {
      return aloneInIts(update);
    }
  }

  private static String aloneInIts(PolledUpdate update) {
    return "update " + update.id();
  }

  /**
   * Handles an update in a context of its own.
   *
   * @param ended hears whether Telegram may forget the update
   */
  void handle(ConnectedBot bot, PolledUpdate update, Consumer<Boolean> ended) {
    SessionContexts.runInNew(
        vertx,
        () -> {
          MDC.put(LogKeys.BOT_ID, bot.id());
          isDone(bot, update)
              .subscribe()
              .with(
                  ended,
                  failure -> {
                    LOG.error("A polled update was not handled", failure);
                    ended.accept(false);
                  });
        });
  }

  private Uni<Boolean> isDone(ConnectedBot bot, PolledUpdate update) {
    Timer.Sample sample = meters.start();
    return updates
        .receive(bot, update.bytes())
        .invoke(outcome -> meters.record(sample, outcome))
        .chain(
            outcome ->
                outcome
                    .reply()
                    .map(reply -> isAnswered(bot, reply))
                    .orElseGet(() -> Uni.createFrom().item(outcome.label() != Label.UNAVAILABLE)));
  }

  /** An answer that did not arrive is given again: the handler decides as it did before. */
  private Uni<Boolean> isAnswered(ConnectedBot bot, WebhookReply reply) {
    return telegram
        .answer(bot.credentials(), reply)
        .onFailure(BotApiFailure.Refused.class)
        .recoverWithItem(
            refused -> {
              LOG.infof("Telegram did not take a %s: %s", reply.method(), refused.getMessage());
              return true;
            })
        .onFailure(BotApiFailure.class)
        .recoverWithItem(false);
  }
}
