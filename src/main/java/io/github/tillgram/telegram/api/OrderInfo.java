package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Contact data, only as far as the invoice asked for it. Personal data: never logged. */
public record OrderInfo(
    String name,
    @JsonProperty("phone_number") String phoneNumber,
    String email,
    @JsonProperty("shipping_address") ShippingAddress shippingAddress) {}
