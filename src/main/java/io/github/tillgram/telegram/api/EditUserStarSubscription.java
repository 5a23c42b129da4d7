package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Arguments of {@code editUserStarSubscription}.
 *
 * @param telegramPaymentChargeId of the payment the subscription began with
 * @param isCanceled true: no further renewal; false: the payer may have it renewed again
 */
@RegisterForReflection
public record EditUserStarSubscription(
    @JsonProperty("user_id") long userId,
    @JsonProperty("telegram_payment_charge_id") String telegramPaymentChargeId,
    @JsonProperty("is_canceled") boolean isCanceled) {}
