package io.github.tillgram.webhook;

import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.telegram.api.GetUpdates;
import io.github.tillgram.telegram.client.PolledUpdate;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What it takes to ask Telegram for a bot's updates. */
@ApplicationScoped
class AskForUpdates {

  /** The most that Telegram gives. */
  private static final int AT_ONCE = 100;

  private final TelegramBot telegram;
  private final BotRepository bots;
  private final BotDirectory directory;
  private final UpdateDispatcher dispatcher;

  AskForUpdates(
      TelegramBot telegram,
      BotRepository bots,
      BotDirectory directory,
      UpdateDispatcher dispatcher) {
    this.telegram = telegram;
    this.bots = bots;
    this.directory = directory;
    this.dispatcher = dispatcher;
  }

  /** The bot as it is known; the database need not be there. */
  Uni<ConnectedBot> find(String botKey) {
    return directory.find(botKey).map(Optional::orElseThrow);
  }

  /** The bot as it is now, if that can be told: it may have got another token. */
  Uni<ConnectedBot> findAgain(String botKey) {
    return directory
        .readAgain(botKey)
        .map(Optional::orElseThrow)
        .onFailure()
        .recoverWithUni(() -> find(botKey));
  }

  /** Telegram tells nobody who has a webhook. What waits for the bot goes on waiting. */
  Uni<Void> leaveWebhook(ConnectedBot bot) {
    return telegram
        .deleteWebhook(bot.credentials())
        .chain(gone -> Panache.withTransaction(() -> bots.markUnregistered(bot.id())))
        .replaceWithVoid();
  }

  /**
   * @param offset what Telegram may forget is below; 0 for nothing
   * @param patience how long Telegram waits for something to tell
   */
  Uni<List<PolledUpdate>> ask(ConnectedBot bot, long offset, Duration patience) {
    return telegram.getUpdates(
        bot.credentials(),
        new GetUpdates(
            offset == 0 ? null : offset,
            AT_ONCE,
            patience.toSeconds(),
            dispatcher.allowedUpdates(bot.role())));
  }
}
