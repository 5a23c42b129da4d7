package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Arguments of {@code sendMessage}.
 *
 * @param text plain, 1 to 4096 characters
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendMessage(
    @JsonProperty("chat_id") long chatId,
    String text,
    @JsonProperty("reply_parameters") ReplyParameters replyParameters,
    @JsonProperty("reply_markup") InlineKeyboardMarkup replyMarkup) {

  public SendMessage(long chatId, String text) {
    this(chatId, text, null, null);
  }

  public SendMessage(long chatId, String text, ReplyParameters replyParameters) {
    this(chatId, text, replyParameters, null);
  }

  public SendMessage(long chatId, String text, InlineKeyboardMarkup replyMarkup) {
    this(chatId, text, null, replyMarkup);
  }
}
