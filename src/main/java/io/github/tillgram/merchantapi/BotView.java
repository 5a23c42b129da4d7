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
    @Schema(
            description = "The opaque name of the bot's webhook door",
            example = "vX1c0s2rTn2Yy7bQm3kP9w")
        String botKey,
    @Schema(description = "As people write it, without @", example = "tea_house_bot")
        String username,
    @Schema(description = "Whether the money is real") BotMode mode,
    @Schema(description = "Which of Telegram's servers it lives on") BotEnvironment environment,
    @Schema(description = "What it is for") BotRole role,
    @Schema(description = "Where Telegram tells what happens to it") Webhook webhook) {

  @Schema(name = "BotWebhook")
  public record Webhook(
      @Schema(
              description = "Where Telegram delivers; empty where updates are polled",
              example = "https://pay.example.com/telegram/webhook/vX1c0s2rTn2Yy7bQm3kP9w")
          String url,
      @Schema(description = "Whether Telegram took our last setWebhook", example = "true")
          boolean registered) {}

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
