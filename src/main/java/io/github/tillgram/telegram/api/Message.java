package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A message as far as payments need it. {@code messageId} is 0 for ephemeral messages, {@code from}
 * is missing in channels. {@code caption} stands below a photo, a video or a file.
 */
@RegisterForReflection
public record Message(
    @JsonProperty("message_id") Long messageId,
    User from,
    @JsonProperty(required = true) Chat chat,
    @JsonProperty(required = true) long date,
    String text,
    String caption,
    @JsonProperty("successful_payment") SuccessfulPayment successfulPayment,
    @JsonProperty("refunded_payment") RefundedPayment refundedPayment) {}
