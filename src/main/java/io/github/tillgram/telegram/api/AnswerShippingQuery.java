package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to a shipping query. Options may travel in a webhook response; a refusal is sent as a
 * call, since current servers may refuse it.
 *
 * @param shippingOptions there if and only if the answer is yes; never empty
 * @param errorMessage shown to the payer; there if and only if the answer is no
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerShippingQuery(
    String method,
    @JsonProperty("shipping_query_id") String shippingQueryId,
    boolean ok,
    @JsonProperty("shipping_options") List<ShippingOption> shippingOptions,
    @JsonProperty("error_message") String errorMessage)
    implements WebhookReply {

  private static final String METHOD = "answerShippingQuery";

  public static AnswerShippingQuery offer(String queryId, List<ShippingOption> options) {
    return new AnswerShippingQuery(METHOD, queryId, true, options, null);
  }

  public static AnswerShippingQuery refuse(String queryId, String errorMessage) {
    return new AnswerShippingQuery(METHOD, queryId, false, null, errorMessage);
  }
}
