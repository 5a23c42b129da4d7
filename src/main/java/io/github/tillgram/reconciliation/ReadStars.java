package io.github.tillgram.reconciliation;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.telegram.api.GetStarTransactions;
import io.github.tillgram.telegram.client.BotCredentials;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks Telegram for a bot's transactions. */
@ApplicationScoped
class ReadStars {

  /** As many as Telegram gives at once. */
  private static final int PAGE = 100;

  private final BotRepository bots;
  private final Encryption encryption;
  private final TelegramBot telegram;

  ReadStars(BotRepository bots, Encryption encryption, TelegramBot telegram) {
    this.bots = bots;
    this.encryption = encryption;
    this.telegram = telegram;
  }

  Uni<BotCredentials> credentials(UUID botId) {
    return Panache.withSession(() -> bots.findById(botId)).map(this::credentials);
  }

  private BotCredentials credentials(Bot bot) {
    return new BotCredentials(bot.token(encryption), bot.environment() == BotEnvironment.TEST);
  }

  /** What follows the first so many transactions; nothing at the end. */
  Uni<StarPage> page(BotCredentials bot, int offset) {
    return telegram
        .getStarTransactions(bot, new GetStarTransactions(offset, PAGE))
        .map(page -> new StarPage(page.transactions()));
  }
}
