package io.github.tillgram.merchant;

import io.github.tillgram.security.Secret;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything a bot is created from: what the merchant said, what Telegram said, what we made up.
 */
public record NewBot(
    UUID merchantId,
    long telegramId,
    String username,
    BotEnvironment environment,
    BotMode mode,
    BotRole role,
    String botKey,
    Secret token,
    Optional<Secret> providerToken,
    Secret webhookSecret) {}
