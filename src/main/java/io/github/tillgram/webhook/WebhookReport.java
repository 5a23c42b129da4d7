package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.api.WebhookInfo;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Telegram says of a bot's webhook, beside what it should say. */
@ApplicationScoped
public class WebhookReport {

  /** A webhook's configuration, without its secret. */
  public record Configuration(String url, List<String> allowedUpdates, int maxConnections) {}

  /** How deliveries are going; the last error stays after things work again. */
  public record Condition(
      int pendingUpdateCount, Optional<Instant> lastErrorAt, Optional<String> lastErrorMessage) {}

  /** What the watchdog saw when it looked last; nothing before that. */
  public record Watch(
      Optional<Instant> checkedAt, Optional<Instant> repairedAt, Set<WebhookFinding> findings) {}

  /** The two sides, how it goes, and how it went. */
  public record Report(
      Configuration expected,
      Configuration actual,
      boolean inOrder,
      Condition condition,
      Watch watch) {}

  private final TelegramBot telegram;
  private final RegisterWebhook webhook;
  private final WatchQueue watch;

  WebhookReport(TelegramBot telegram, RegisterWebhook webhook, WatchQueue watch) {
    this.telegram = telegram;
    this.webhook = webhook;
    this.watch = watch;
  }

  /** Fails with {@link BotNotConnected} when Telegram cannot be asked. */
  public Uni<Report> of(Bot bot) {
    return telegram
        .getWebhookInfo(webhook.credentials(bot))
        .chain(
            info ->
                watch.read(bot.id()).map(seen -> report(webhook.configurationOf(bot), info, seen)))
        .onFailure(BotApiFailure.class)
        .transform(failure -> BotNotConnected.of(failure));
  }

  private static Report report(SetWebhook expected, WebhookInfo actual, Watch watch) {
    return new Report(
        new Configuration(expected.url(), expected.allowedUpdates(), expected.maxConnections()),
        new Configuration(
            actual.url(),
            actual.allowedUpdates() == null ? List.of() : actual.allowedUpdates(),
            actual.maxConnections() == null ? 0 : actual.maxConnections()),
        expected.url().equals(actual.url())
            && WebhookCheckup.missingKinds(expected.allowedUpdates(), actual.allowedUpdates())
                .isEmpty(),
        new Condition(
            actual.pendingUpdateCount(),
            Optional.ofNullable(actual.lastErrorDate()).map(Instant::ofEpochSecond),
            Optional.ofNullable(actual.lastErrorMessage())),
        watch);
  }
}
