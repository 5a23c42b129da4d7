package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.api.WebhookInfo;
import io.github.tillgram.telegram.client.TelegramBot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What Telegram says of a bot's webhook, beside what it should say. */
@ApplicationScoped
public class WebhookReport {

  /** The two sides; the secret of {@code expected} is for nobody's eyes. */
  public record Sides(SetWebhook expected, WebhookInfo actual) {}

  private final TelegramBot telegram;
  private final RegisterWebhook webhook;

  WebhookReport(TelegramBot telegram, RegisterWebhook webhook) {
    this.telegram = telegram;
    this.webhook = webhook;
  }

  public Uni<Sides> of(Bot bot) {
    return telegram
        .getWebhookInfo(webhook.credentials(bot))
        .map(actual -> new Sides(webhook.configurationOf(bot), actual));
  }
}
