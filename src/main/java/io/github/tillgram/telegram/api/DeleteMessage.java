package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Arguments of {@code deleteMessage}; works for 48 hours. */
@RegisterForReflection
public record DeleteMessage(
    @JsonProperty("chat_id") long chatId, @JsonProperty("message_id") long messageId) {}
