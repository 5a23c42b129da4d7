package io.github.tillgram.invoice;

import java.util.UUID;

/** A payer who is about to pay. */
public record CheckoutRequest(
    UUID botId, long updateId, String payload, long payerId, String currency, long amount) {}
