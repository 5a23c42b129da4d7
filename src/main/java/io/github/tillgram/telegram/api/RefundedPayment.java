package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Stars went back to the payer, whoever started it. */
@RegisterForReflection
public record RefundedPayment(
    @JsonProperty(required = true) String currency,
    @JsonProperty(value = "total_amount", required = true) long totalAmount,
    @JsonProperty(value = "invoice_payload", required = true) String invoicePayload,
    @JsonProperty(value = "telegram_payment_charge_id", required = true)
        String telegramPaymentChargeId,
    @JsonProperty("provider_payment_charge_id") String providerPaymentChargeId) {}
