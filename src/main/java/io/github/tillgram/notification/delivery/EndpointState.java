package io.github.tillgram.notification.delivery;

/** Whether an endpoint is called. */
public enum EndpointState {
  ENABLED,
  DISABLED,
  DELETED
}
