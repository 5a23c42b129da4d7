package io.github.tillgram.notification.delivery;

/** Why an endpoint is not called. */
public enum DisabledReason {
  /** It answered 410. */
  GONE,
  /** It has taken nothing for too long. */
  FAILING,
  /** Too much waits for it. */
  BACKLOG,
  /** Its merchant said so. */
  MERCHANT
}
