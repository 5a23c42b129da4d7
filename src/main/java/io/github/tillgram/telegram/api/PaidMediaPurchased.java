package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Somebody bought paid media. Names neither an amount nor a charge. */
@RegisterForReflection
public record PaidMediaPurchased(
    @JsonProperty(required = true) User from,
    @JsonProperty(value = "paid_media_payload", required = true) String paidMediaPayload) {}
