package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The other side of a movement of Stars.
 *
 * @param type {@code user}, {@code chat}, {@code fragment} and others; new ones may appear
 * @param transactionType of a user: {@code invoice_payment}, {@code paid_media_payment}, {@code
 *     gift_purchase}, {@code premium_purchase}, {@code business_account_transfer}
 * @param affiliate who got a part of the user's payment
 */
@RegisterForReflection
public record TransactionPartner(
    @JsonProperty(required = true) String type,
    @JsonProperty("transaction_type") String transactionType,
    User user,
    AffiliateInfo affiliate,
    @JsonProperty("invoice_payload") String invoicePayload,
    @JsonProperty("paid_media_payload") String paidMediaPayload,
    @JsonProperty("subscription_period") Integer subscriptionPeriod) {}
