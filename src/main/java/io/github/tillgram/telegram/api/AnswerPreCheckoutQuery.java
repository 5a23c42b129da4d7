package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to a pre-checkout query, in the form of a webhook response that names its method.
 *
 * @param errorMessage shown to the payer; there if and only if the answer is no
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerPreCheckoutQuery(
    String method,
    @JsonProperty("pre_checkout_query_id") String preCheckoutQueryId,
    boolean ok,
    @JsonProperty("error_message") String errorMessage)
    implements WebhookReply {

  private static final String METHOD = "answerPreCheckoutQuery";

  public static AnswerPreCheckoutQuery approve(String queryId) {
    return new AnswerPreCheckoutQuery(METHOD, queryId, true, null);
  }

  public static AnswerPreCheckoutQuery decline(String queryId, String errorMessage) {
    return new AnswerPreCheckoutQuery(METHOD, queryId, false, errorMessage);
  }
}
