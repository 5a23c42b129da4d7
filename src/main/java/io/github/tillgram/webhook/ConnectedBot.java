package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Secret;
import io.github.tillgram.telegram.client.BotCredentials;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the door knows of a bot.
 *
 * @param credentials for a call that must not wait for the database; the token may be the one
 *     before the last rotation
 */
public record ConnectedBot(
    UUID id,
    UUID merchantId,
    BotRole role,
    BotCredentials credentials,
    Optional<String> username,
    Secret webhookSecret,
    Optional<OldSecret> oldSecret) {

  /** The secret before the last rotation. */
  public record OldSecret(Secret secret, Instant until) {}

  static ConnectedBot of(Bot bot, Encryption encryption) {
    return new ConnectedBot(
        bot.id(),
        bot.merchantId(),
        bot.role(),
        new BotCredentials(bot.token(encryption), bot.environment() == BotEnvironment.TEST),
        Optional.ofNullable(bot.username()),
        bot.webhookSecret(encryption),
        bot.previousWebhookSecret(encryption)
            .map(secret -> new OldSecret(secret, bot.previousSecretUntil().orElseThrow())));
  }

  /** Whether the sender knows the secret: the current one, or for a while the one before. */
  boolean accepts(String presented, Instant now) {
    return webhookSecret.matches(presented)
        || oldSecret
            .filter(old -> old.until().isAfter(now))
            .filter(old -> old.secret().matches(presented))
            .isPresent();
  }
}
