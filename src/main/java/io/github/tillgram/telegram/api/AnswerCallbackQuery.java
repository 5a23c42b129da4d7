package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to a callback query, which ends the waiting at the button.
 *
 * @param text shown at the top of the chat for a moment, at most 200 characters; {@code null} for
 *     nothing
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerCallbackQuery(
    String method, @JsonProperty("callback_query_id") String callbackQueryId, String text)
    implements WebhookReply {

  private static final String METHOD = "answerCallbackQuery";

  /** Shows nothing. */
  public static AnswerCallbackQuery silent(String queryId) {
    return new AnswerCallbackQuery(METHOD, queryId, null);
  }

  public static AnswerCallbackQuery notice(String queryId, String text) {
    return new AnswerCallbackQuery(METHOD, queryId, text);
  }
}
