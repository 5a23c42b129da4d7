package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Arguments of {@code editMessageText} for a message of the bot; its buttons go.
 *
 * @param text plain, 1 to 4096 characters
 */
@RegisterForReflection
public record EditMessageText(
    @JsonProperty("chat_id") long chatId,
    @JsonProperty("message_id") long messageId,
    String text) {}
