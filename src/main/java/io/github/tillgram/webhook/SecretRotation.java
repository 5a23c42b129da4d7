package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.RandomTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Gives a bot's webhook a new secret; what Telegram sent with the old one is taken for a while. */
@ApplicationScoped
class SecretRotation {

  private final Encryption encryption;
  private final WebhookConfig config;
  private final Clock clock;

  SecretRotation(Encryption encryption, WebhookConfig config, Clock clock) {
    this.encryption = encryption;
    this.config = config;
    this.clock = clock;
  }

  /** Changes the bot in the caller's transaction; afterwards Telegram has to be told. */
  void rotate(Bot bot) {
    bot.rotateWebhookSecret(
        RandomTokens.secret(), clock.instant().plus(config.webhook().secretOverlap()), encryption);
  }
}
