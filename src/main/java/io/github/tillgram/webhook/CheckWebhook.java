package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.WebhookInfo;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.webhook.WatchQueue.Watched;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Looks at one webhook. What is ours to mend is registered again by the outbox, whose row is
 * written in the transaction that notes the finding; whether that helped, the next look tells.
 */
@ApplicationScoped
class CheckWebhook {

  private static final Logger LOG = Logger.getLogger(CheckWebhook.class);

  /** After Telegram gave no answer. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  /** Long enough for the outbox to have registered it. */
  private static final Duration CONFIRM = Duration.ofSeconds(30);

  /** This part of the interval more or less, so that bots which came together drift apart. */
  private static final int JITTER = 10;

  private final BotRepository bots;
  private final TelegramBot telegram;
  private final RegisterWebhook webhook;
  private final UnknownKinds unknownKinds;
  private final WatchQueue queue;
  private final WatchBooks books;
  private final WebhookConfig config;

  /** The watchdog begins with the process. */
  private final long startedAt = System.nanoTime();

  CheckWebhook(
      BotRepository bots,
      TelegramBot telegram,
      RegisterWebhook webhook,
      UnknownKinds unknownKinds,
      WatchQueue queue,
      WatchBooks books,
      WebhookConfig config) {
    this.bots = bots;
    this.telegram = telegram;
    this.webhook = webhook;
    this.unknownKinds = unknownKinds;
    this.queue = queue;
    this.books = books;
    this.config = config;
  }

  Uni<Void> of(Watched before) {
    MDC.put(LogKeys.BOT_ID, before.botId());
    return Panache.withSession(() -> bots.findById(before.botId())).chain(bot -> ask(before, bot));
  }

  private Uni<Void> ask(Watched before, Bot bot) {
    return telegram
        .getWebhookInfo(webhook.credentials(bot))
        .chain(info -> measure(before, bot, info))
        .onFailure(CheckWebhook::isRevoked)
        .recoverWithItem(WebhookCheckup::ofRevokedToken)
        .chain(checkup -> note(before, bot, checkup))
        .onFailure(BotApiFailure.class)
        .recoverWithUni(failure -> later(before, failure));
  }

  private Uni<WebhookCheckup> measure(Watched before, Bot bot, WebhookInfo info) {
    WebhookCheckup checkup = checkup(before, bot, info, before.seen().unknownKinds());
    return checkup.findings().contains(WebhookFinding.KINDS_MISSING)
            && !isTooSoon(checkup)
            && before.pace().allowsAnother(interval())
        ? unknownKinds.find(before, bot).map(unknown -> checkup(before, bot, info, unknown))
        : Uni.createFrom().item(checkup);
  }

  private WebhookCheckup checkup(Watched before, Bot bot, WebhookInfo info, Set<String> unknown) {
    return WebhookCheckup.of(
        webhook.configurationOf(bot), info, before.errorsKnownUntil(), unknown);
  }

  private Uni<Void> note(Watched before, Bot bot, WebhookCheckup checkup) {
    return Panache.withTransaction(
            () ->
                webhook
                    .isWaiting(bot)
                    .map(waits -> waits || isTooSoon(checkup))
                    .map(waits -> WatchResult.of(before, checkup, waits, interval()))
                    .call(result -> books.note(before, bot, result, wait(result))))
        .invoke(result -> books.count(before, result))
        .replaceWithVoid();
  }

  /** Replicas of the version before may still be there to drop what they do not know. */
  private boolean isTooSoon(WebhookCheckup checkup) {
    Duration age = Duration.ofNanos(System.nanoTime() - startedAt);
    return checkup.lacksOnlyKinds() && age.compareTo(config.webhook().newKindsAfter()) < 0;
  }

  private Uni<Void> later(Watched before, Throwable failure) {
    LOG.infof("Telegram did not tell of a webhook: %s", failure.getMessage());
    Duration asked =
        failure instanceof BotApiFailure.RateLimited
            ? ((BotApiFailure.RateLimited) failure).retryAfter()
            : Duration.ZERO;
    return queue.postpone(before, asked.compareTo(TRY_AGAIN) > 0 ? asked : TRY_AGAIN);
  }

  private Duration wait(WatchResult result) {
    if (result.repairOrdered() && CONFIRM.compareTo(interval()) < 0) {
      return CONFIRM;
    }
    long most = interval().toMillis() / JITTER;
    return interval().plusMillis(ThreadLocalRandom.current().nextLong(-most, most));
  }

  private Duration interval() {
    return config.webhook().watchEvery();
  }

  private static boolean isRevoked(Throwable failure) {
    return failure instanceof BotApiFailure.Refused
        && ((BotApiFailure.Refused) failure).tokenIsVoid();
  }
}
