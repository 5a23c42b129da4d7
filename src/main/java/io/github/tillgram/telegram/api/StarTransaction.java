package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A movement of a bot's Stars. A refund has the id of its payment: only the id with the direction
 * is unique.
 *
 * @param source where Stars came from; there if and only if they came in
 * @param receiver where Stars went; there if and only if they went out
 */
@RegisterForReflection
public record StarTransaction(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) long amount,
    @JsonProperty("nanostar_amount") Integer nanostarAmount,
    @JsonProperty(required = true) long date,
    TransactionPartner source,
    TransactionPartner receiver) {}
