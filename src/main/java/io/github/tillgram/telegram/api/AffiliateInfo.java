package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an affiliate got of a payment.
 *
 * @param amount rounded towards 0; negative for refunds
 * @param nanostarAmount billionths of a Star, with the sign of the amount
 */
@RegisterForReflection
public record AffiliateInfo(
    @JsonProperty(required = true) long amount,
    @JsonProperty("nanostar_amount") Integer nanostarAmount) {}
