package io.github.tillgram.webhook;

/** Which updates of a kind a handler takes. */
public enum Selector {
  /** Every update of the kind that no other selector takes. */
  ANY,
  SUCCESSFUL_PAYMENT,
  REFUNDED_PAYMENT
}
