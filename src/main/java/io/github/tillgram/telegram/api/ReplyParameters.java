package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a message answers.
 *
 * @param allowSendingWithoutReply whether it is sent although that message is gone
 */
@RegisterForReflection
public record ReplyParameters(
    @JsonProperty("message_id") long messageId,
    @JsonProperty("allow_sending_without_reply") boolean allowSendingWithoutReply) {}
