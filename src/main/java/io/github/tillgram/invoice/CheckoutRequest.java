package io.github.tillgram.invoice;

import java.util.UUID;

/**
 * A payer who is about to pay.
 *
 * @param shippingOptionId the way of shipping he chose; empty for none
 */
public record CheckoutRequest(
    UUID botId,
    long updateId,
    String payload,
    long payerId,
    String currency,
    long amount,
    String shippingOptionId) {}
