package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What {@code sendInvoice}, {@code createInvoiceLink} and {@code InputInvoiceMessageContent} have
 * in common. What is not wanted is {@code null} and left out.
 *
 * @param payload 1 to 128 bytes; the only name by which a payment finds its invoice
 * @param providerToken from @BotFather; empty for Stars
 * @param providerData JSON text, for the provider alone
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvoiceContent(
    String title,
    String description,
    String payload,
    @JsonProperty("provider_token") String providerToken,
    String currency,
    List<LabeledPrice> prices,
    @JsonProperty("max_tip_amount") Long maxTipAmount,
    @JsonProperty("suggested_tip_amounts") List<Long> suggestedTipAmounts,
    @JsonProperty("provider_data") String providerData,
    @JsonProperty("photo_url") String photoUrl,
    @JsonProperty("photo_size") Integer photoSize,
    @JsonProperty("photo_width") Integer photoWidth,
    @JsonProperty("photo_height") Integer photoHeight,
    @JsonProperty("need_name") Boolean needName,
    @JsonProperty("need_phone_number") Boolean needPhoneNumber,
    @JsonProperty("need_email") Boolean needEmail,
    @JsonProperty("need_shipping_address") Boolean needShippingAddress,
    @JsonProperty("send_phone_number_to_provider") Boolean sendPhoneNumberToProvider,
    @JsonProperty("send_email_to_provider") Boolean sendEmailToProvider,
    @JsonProperty("is_flexible") Boolean isFlexible) {

  @Override
  public String toString() {
    return "InvoiceContent[currency=" + currency + "]";
  }
}
