package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The only proof of a payment. {@code totalAmount} is 0 where Telegram could not state it.
 *
 * @param telegramPaymentChargeId unique per bot, without a limit of length
 */
@RegisterForReflection
public record SuccessfulPayment(
    @JsonProperty(required = true) String currency,
    @JsonProperty(value = "total_amount", required = true) long totalAmount,
    @JsonProperty(value = "invoice_payload", required = true) String invoicePayload,
    @JsonProperty(value = "telegram_payment_charge_id", required = true)
        String telegramPaymentChargeId,
    @JsonProperty("provider_payment_charge_id") String providerPaymentChargeId,
    @JsonProperty("shipping_option_id") String shippingOptionId,
    @JsonProperty("order_info") OrderInfo orderInfo,
    @JsonProperty("subscription_expiration_date") Long subscriptionExpirationDate,
    @JsonProperty("is_recurring") Boolean isRecurring,
    @JsonProperty("is_first_recurring") Boolean isFirstRecurring) {}
