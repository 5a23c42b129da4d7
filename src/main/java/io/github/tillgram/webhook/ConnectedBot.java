package io.github.tillgram.webhook;

import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.security.Secret;
import java.util.UUID;

/** What the door knows of a bot. */
public record ConnectedBot(UUID id, UUID merchantId, BotRole role, Secret webhookSecret) {}
