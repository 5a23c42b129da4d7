package io.github.tillgram.apay.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;

/**
 * Arguments of {@code create-payment-page}.
 *
 * @param amount in major units; the payer cannot change it
 * @param paymentSystems those the payer may choose from, in this order; {@code null} for all
 * @param customTransactionId ours, at most 200 characters, unique for each attempt
 * @param customUserId the payer's, at most 200 characters, unique for each payer
 * @param returnUrl where the payer is led afterwards, at most 512 characters
 * @param language one of {@code EN HI BN SW UZ MY PT-BR ES-MX KM NE}; {@code null} for the
 *     country's
 * @param webhookId which webhook of the project hears of it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreatePaymentPage(
    BigDecimal amount,
    String currency,
    @JsonProperty("payment_system") List<String> paymentSystems,
    @JsonProperty("custom_transaction_id") String customTransactionId,
    @JsonProperty("custom_user_id") String customUserId,
    @JsonProperty("return_url") String returnUrl,
    String language,
    @JsonProperty("webhook_id") String webhookId) {}
