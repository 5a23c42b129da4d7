package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Arguments of {@code sendInvoice}.
 *
 * @param startParameter not empty: only the chat it is sent to may pay, forwarded copies carry no
 *     pay button
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendInvoice(
    @JsonProperty("chat_id") long chatId,
    String title,
    String description,
    String payload,
    @JsonProperty("provider_token") String providerToken,
    String currency,
    List<LabeledPrice> prices,
    @JsonProperty("max_tip_amount") Long maxTipAmount,
    @JsonProperty("suggested_tip_amounts") List<Long> suggestedTipAmounts,
    @JsonProperty("start_parameter") String startParameter,
    @JsonProperty("need_name") Boolean needName,
    @JsonProperty("need_phone_number") Boolean needPhoneNumber,
    @JsonProperty("need_email") Boolean needEmail) {

  @Override
  public String toString() {
    return "SendInvoice[chatId=" + chatId + "]";
  }
}
