package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Contact data, only as far as the invoice asked for it. Personal data: never logged. */
@RegisterForReflection
public record OrderInfo(
    String name,
    @JsonProperty("phone_number") String phoneNumber,
    String email,
    @JsonProperty("shipping_address") ShippingAddress shippingAddress) {}
