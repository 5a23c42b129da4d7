package io.github.tillgram.notification.delivery;

/** How far a delivery has come. */
public enum DeliveryState {
  /** It waits, or is under way. */
  PENDING,
  /** The endpoint answered 2xx. */
  DELIVERED,
  /** It was tried for too long, or became too old. */
  FAILED
}
