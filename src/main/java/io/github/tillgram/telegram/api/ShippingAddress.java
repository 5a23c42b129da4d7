package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Where to send goods; parts the payer left out are empty strings. */
@RegisterForReflection
public record ShippingAddress(
    @JsonProperty("country_code") String countryCode,
    String state,
    String city,
    @JsonProperty("street_line1") String streetLine1,
    @JsonProperty("street_line2") String streetLine2,
    @JsonProperty("post_code") String postCode) {}
