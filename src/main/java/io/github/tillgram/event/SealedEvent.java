package io.github.tillgram.event;

import java.util.UUID;

/**
 * An event that has got its place.
 *
 * @param position its number among its merchant's, from 1, without gaps
 * @param invoiceId {@code null} if it is about none
 */
public record SealedEvent(UUID merchantId, long position, UUID invoiceId, String type) {}
