package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to an inline query.
 *
 * @param results at most 50
 * @param cacheTime how many seconds Telegram may give the same answer to others
 * @param nextOffset empty when there are no more
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerInlineQuery(
    String method,
    @JsonProperty("inline_query_id") String inlineQueryId,
    List<InlineQueryResultArticle> results,
    @JsonProperty("cache_time") int cacheTime,
    @JsonProperty("next_offset") String nextOffset)
    implements WebhookReply {

  private static final String METHOD = "answerInlineQuery";

  public static AnswerInlineQuery of(
      String queryId, List<InlineQueryResultArticle> results, int cacheTime, String nextOffset) {
    return new AnswerInlineQuery(METHOD, queryId, results, cacheTime, nextOffset);
  }
}
