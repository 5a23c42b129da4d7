package io.github.tillgram.invoice;

import java.util.UUID;

/**
 * A payer who asks what sending the goods to him costs.
 *
 * @param country where to, ISO 3166-1 alpha-2; empty when he did not say
 */
public record ShippingRequest(
    UUID botId, long updateId, String payload, long payerId, String country) {}
