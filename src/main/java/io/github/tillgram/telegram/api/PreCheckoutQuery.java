package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The last moment to say no. Carries no time: it must be answered within ten seconds. */
@RegisterForReflection
public record PreCheckoutQuery(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) User from,
    @JsonProperty(required = true) String currency,
    @JsonProperty(value = "total_amount", required = true) long totalAmount,
    @JsonProperty(value = "invoice_payload", required = true) String invoicePayload,
    @JsonProperty("shipping_option_id") String shippingOptionId,
    @JsonProperty("order_info") OrderInfo orderInfo) {}
