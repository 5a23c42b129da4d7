package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Asks what sending to an address costs. Names neither currency nor amount. */
@RegisterForReflection
public record ShippingQuery(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) User from,
    @JsonProperty(value = "invoice_payload", required = true) String invoicePayload,
    @JsonProperty(value = "shipping_address", required = true) ShippingAddress shippingAddress) {}
