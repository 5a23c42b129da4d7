package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Arguments of {@code createInvoiceLink}. The link can be opened by anybody, any number of times,
 * and cannot be revoked.
 *
 * @param subscriptionPeriod seconds; Stars only
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateInvoiceLink(
    @JsonUnwrapped InvoiceContent content,
    @JsonProperty("subscription_period") Integer subscriptionPeriod) {}
