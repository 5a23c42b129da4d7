package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Somebody pressed a button that calls back. Telegram shows that it waits until the query is
 * answered.
 *
 * @param message the one with the button; of one that is too old only chat and id are known, and
 *     its date is 0. Missing when the message was sent inline.
 * @param data of the button; clients can be made to send anything
 */
@RegisterForReflection
public record CallbackQuery(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) User from,
    Message message,
    String data) {}
