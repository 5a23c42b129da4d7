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

/** What Telegram says of a bot's webhook, beside what it should say. */
@ApplicationScoped
public class WebhookReport {

  /** A webhook's configuration, without its secret. */
  public record Configuration(String url, List<String> allowedUpdates, int maxConnections) {}

  /** How deliveries are going; the last error stays after things work again. */
  public record Condition(
      int pendingUpdateCount, Optional<Instant> lastErrorAt, Optional<String> lastErrorMessage) {}

  /** The two sides, and how it goes. */
  public record Report(Configuration expected, Configuration actual, Condition condition) {

    /** Whether Telegram delivers to us everything that we handle. */
    public boolean inOrder() {
      return expected.url().equals(actual.url())
          && actual.allowedUpdates().containsAll(expected.allowedUpdates());
    }
  }

  private final TelegramBot telegram;
  private final RegisterWebhook webhook;

  WebhookReport(TelegramBot telegram, RegisterWebhook webhook) {
    this.telegram = telegram;
    this.webhook = webhook;
  }

  /** Fails with {@link BotNotConnected} when Telegram cannot be asked. */
  public Uni<Report> of(Bot bot) {
    return telegram
        .getWebhookInfo(webhook.credentials(bot))
        .map(info -> report(webhook.configurationOf(bot), info))
        .onFailure(BotApiFailure.class)
        .transform(failure -> BotNotConnected.of(failure));
  }

  private static Report report(SetWebhook expected, WebhookInfo actual) {
    return new Report(
        new Configuration(expected.url(), expected.allowedUpdates(), expected.maxConnections()),
        new Configuration(
            actual.url(),
            actual.allowedUpdates() == null ? List.of() : actual.allowedUpdates(),
            actual.maxConnections() == null ? 0 : actual.maxConnections()),
        new Condition(
            actual.pendingUpdateCount(),
            Optional.ofNullable(actual.lastErrorDate()).map(Instant::ofEpochSecond),
            Optional.ofNullable(actual.lastErrorMessage())));
  }
}
