package io.github.tillgram.payments;

import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.api.StarAmount;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.webhook.BotNotConnected;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How many Stars a bot has, which only Telegram knows. */
@ApplicationScoped
public class StarBalance {

  /** Whole Stars, and billionths of one with the same sign. */
  public record Balance(long amount, int nanostarAmount) {}

  private final TelegramBot telegram;
  private final BotCalls calls;

  StarBalance(TelegramBot telegram, BotCalls calls) {
    this.telegram = telegram;
    this.calls = calls;
  }

  /** Fails with {@link BotNotConnected} when Telegram cannot be asked. */
  public Uni<Balance> of(Bot bot) {
    return telegram
        .getMyStarBalance(calls.credentials(bot))
        .map(StarBalance::balance)
        .onFailure(BotApiFailure.class)
        .transform(failure -> BotNotConnected.of((BotApiFailure) failure));
  }

  private static Balance balance(StarAmount stars) {
    return new Balance(stars.amount(), stars.nanostarAmount() == null ? 0 : stars.nanostarAmount());
  }
}
