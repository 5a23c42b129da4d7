package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Somebody types the bot's name and a text in any chat.
 *
 * @param query the text, possibly empty
 * @param offset of the results wanted, as the bot named it; empty at first
 */
@RegisterForReflection
public record InlineQuery(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) User from,
    @JsonProperty(required = true) String query,
    @JsonProperty(required = true) String offset) {}
