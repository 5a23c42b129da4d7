package io.github.tillgram.webhook;

import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.UpdateKind;

/** What a handler takes; the same route twice stops the start. */
public record Route(BotRole role, UpdateKind kind, Selector selector) {}
