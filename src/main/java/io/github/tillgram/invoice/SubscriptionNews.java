package io.github.tillgram.invoice;

import java.util.UUID;

/**
 * What became of a payer's subscription, as a rail reports it. It names no charge: a payer's
 * subscriptions by one invoice cannot be told apart.
 */
public record SubscriptionNews(
    UUID botId, String payload, long payerId, SubscriptionStatus renewal, long updateId) {}
