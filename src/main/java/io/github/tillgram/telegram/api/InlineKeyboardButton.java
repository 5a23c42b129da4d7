package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A button below a message; exactly one thing happens when it is pressed.
 *
 * @param callbackData comes back in a {@link CallbackQuery}; 1 to 64 bytes
 * @param url is opened
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InlineKeyboardButton(
    String text, @JsonProperty("callback_data") String callbackData, String url) {}
