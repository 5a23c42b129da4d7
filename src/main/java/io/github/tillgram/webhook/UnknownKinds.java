package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.webhook.WatchQueue.Watched;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * Which kinds of update a bot's server does not know. An older one ignores their names without a
 * word and never lists them, as if somebody else had changed the webhook; only what it does not
 * keep right after our own call tells the two apart.
 */
@ApplicationScoped
class UnknownKinds {

  private final RegisterWebhook webhook;
  private final TelegramBot telegram;

  UnknownKinds(RegisterWebhook webhook, TelegramBot telegram) {
    this.webhook = webhook;
    this.telegram = telegram;
  }

  /** Tells Telegram everything, and asks at once what is missing. */
  Uni<Set<String>> find(Watched before, Bot bot) {
    return Panache.withSession(() -> webhook.isWaiting(bot))
        .chain(waits -> waits ? known(before) : tell(bot))
        .onFailure(BotApiFailure.class)
        .recoverWithUni(() -> known(before));
  }

  private Uni<Set<String>> tell(Bot bot) {
    List<String> told = webhook.configurationOf(bot).allowedUpdates();
    return webhook
        .now(bot)
        .chain(() -> telegram.getWebhookInfo(webhook.credentials(bot)))
        .map(info -> Set.copyOf(WebhookCheckup.missingKinds(told, info.allowedUpdates())));
  }

  private static Uni<Set<String>> known(Watched before) {
    return Uni.createFrom().item(before.seen().unknownKinds());
  }
}
