package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An amount of Stars; may be negative.
 *
 * @param nanostarAmount billionths of a Star, with the sign of the amount
 */
@RegisterForReflection
public record StarAmount(
    @JsonProperty(required = true) long amount,
    @JsonProperty("nanostar_amount") Integer nanostarAmount) {}
