package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Somebody on Telegram. {@code languageCode} is an IETF tag and may be missing. */
@RegisterForReflection
public record User(
    @JsonProperty(required = true) long id,
    @JsonProperty("is_bot") Boolean isBot,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    String username,
    @JsonProperty("language_code") String languageCode) {}
