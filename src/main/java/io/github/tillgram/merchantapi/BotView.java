package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.merchant.BotRole;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A bot as its merchant sees it; tokens and secrets are never shown again. */
@Schema(name = "Bot")
public record BotView(
    UUID id,
    @Schema(description = "The opaque name of the bot's webhook door") String botKey,
    String username,
    BotMode mode,
    BotEnvironment environment,
    BotRole role,
    Webhook webhook) {

  @Schema(name = "BotWebhook")
  public record Webhook(
      @Schema(description = "Where Telegram delivers; empty where updates are polled") String url,
      @Schema(description = "Whether Telegram took our last setWebhook") boolean registered) {}

  static BotView of(Bot bot, String url) {
    return new BotView(
        bot.id(),
        bot.botKey(),
        bot.username(),
        bot.mode(),
        bot.environment(),
        bot.role(),
        new Webhook(url, bot.webhookRegistered()));
  }
}
