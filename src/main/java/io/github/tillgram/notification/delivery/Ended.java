package io.github.tillgram.notification.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * How an attempt ended, and what follows.
 *
 * @param millis how long it took
 * @param status of the answer, if there was one
 * @param failure why there was none, or what else kept it from counting
 * @param answer the first KiB of the answer's body
 * @param next what becomes of the delivery
 * @param retryIn how long it waits, if it is tried again
 * @param pause how long the endpoint wants to be left alone
 */
record Ended(
    ClaimedDelivery delivery,
    int millis,
    Optional<Integer> status,
    Optional<String> failure,
    Optional<String> answer,
    DeliveryState next,
    Duration retryIn,
    Optional<Duration> pause) {

  private static final int GONE = 410;

  boolean delivered() {
    return next == DeliveryState.DELIVERED;
  }

  /** The endpoint wants to hear of nothing any more. */
  boolean gone() {
    return status.filter(code -> code == GONE).isPresent();
  }
}
