package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A payer's subscription changed. Names no charge.
 *
 * @param state {@code canceled}, {@code active} or {@code failed}; new ones may appear
 */
@RegisterForReflection
public record BotSubscriptionUpdated(
    @JsonProperty(required = true) User user,
    @JsonProperty(value = "invoice_payload", required = true) String invoicePayload,
    @JsonProperty(required = true) String state) {}
