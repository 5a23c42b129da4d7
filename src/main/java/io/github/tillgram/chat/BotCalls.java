package io.github.tillgram.chat;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Secret;
import io.github.tillgram.telegram.client.BotCredentials;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What a call on behalf of a bot is made with. */
@ApplicationScoped
public class BotCalls {

  private final BotRepository bots;
  private final Encryption encryption;

  BotCalls(BotRepository bots, Encryption encryption) {
    this.bots = bots;
    this.encryption = encryption;
  }

  public Uni<Bot> bot(UUID id) {
    return Panache.withSession(() -> bots.findById(id));
  }

  public BotCredentials credentials(Bot bot) {
    return new BotCredentials(bot.token(encryption), bot.environment() == BotEnvironment.TEST);
  }

  /** The provider token, or the empty text that Stars demand. */
  public String providerToken(Bot bot) {
    return bot.providerToken(encryption).map(Secret::reveal).orElse("");
  }
}
