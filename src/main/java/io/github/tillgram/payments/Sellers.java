package io.github.tillgram.payments;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchant.BotRole;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which of a merchant's bots sells. */
@ApplicationScoped
public class Sellers {

  private final BotRepository bots;

  Sellers(BotRepository bots) {
    this.bots = bots;
  }

  /**
   * The bot that was named, else the merchant's only one, in the caller's session. Fails with
   * {@link UnknownSeller}.
   */
  public Uni<Bot> choose(UUID merchantId, Optional<UUID> botId) {
    return botId
        .map(
            id ->
                bots.findOwn(merchantId, id)
                    .map(
                        found -> found.orElseThrow(() -> new UnknownSeller("is none of your bots")))
                    .invoke(Sellers::mustSell))
        .orElseGet(() -> bots.sellersOf(merchantId).map(Sellers::only));
  }

  private static void mustSell(Bot bot) {
    if (bot.role() != BotRole.MERCHANT) {
      throw new UnknownSeller("is a provider bot, which sells nothing; name a bot that sells");
    }
  }

  private static Bot only(List<Bot> found) {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new UnknownSeller(
        found.isEmpty()
            ? "cannot be left out: you have no bot yet, add one with POST /api/v1/bots"
            : "cannot be left out: you have several bots");
  }
}
