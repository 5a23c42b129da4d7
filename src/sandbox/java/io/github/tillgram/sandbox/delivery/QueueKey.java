package io.github.tillgram.sandbox.delivery;

import io.github.tillgram.sandbox.world.UpdateKind;

/**
 * Which updates wait for each other: messages of a chat; shipping and pre-checkout queries of a
 * payer; every other kind on its own. So a payment may overtake the query it follows.
 */
final class QueueKey {
  private QueueKey() {}

  static String of(String kind, long subject) {
    boolean checkout =
        kind.equals(UpdateKind.PRE_CHECKOUT_QUERY) || kind.equals(UpdateKind.SHIPPING_QUERY);
    return (checkout ? "checkout" : kind) + ":" + subject;
  }
}
