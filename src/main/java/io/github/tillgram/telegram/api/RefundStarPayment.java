package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Arguments of {@code refundStarPayment}: gives a whole charge back to its payer. */
@RegisterForReflection
public record RefundStarPayment(
    @JsonProperty("user_id") long userId,
    @JsonProperty("telegram_payment_charge_id") String telegramPaymentChargeId) {}
