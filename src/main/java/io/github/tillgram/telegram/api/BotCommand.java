package io.github.tillgram.telegram.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A command in a bot's menu.
 *
 * @param command 1 to 32 of a to z, 0 to 9 and underscore, without the slash
 * @param description 1 to 256 characters
 */
@RegisterForReflection
public record BotCommand(String command, String description) {}
