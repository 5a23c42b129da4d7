package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.Ids;
import io.github.tillgram.event.SealedEvent;
import java.util.UUID;

/**
 * A delivery that is to be made.
 *
 * @param position of the event; {@code null} for an example
 * @param line what it must arrive in order with
 */
record NewDelivery(
    UUID id, UUID endpointId, UUID merchantId, Long position, String type, UUID line) {

  /** In the line of its invoice; what is about no invoice waits for nothing. */
  static NewDelivery of(UUID endpointId, SealedEvent event) {
    UUID id = Ids.next();
    return new NewDelivery(
        id,
        endpointId,
        event.merchantId(),
        event.position(),
        event.type(),
        event.invoiceId() == null ? id : event.invoiceId());
  }

  /** Of an event that was told before: somebody waits for it now, so it waits for nothing. */
  static NewDelivery again(UUID endpointId, UUID merchantId, long position, String type) {
    UUID id = Ids.next();
    return new NewDelivery(id, endpointId, merchantId, position, type, id);
  }

  static NewDelivery example(UUID endpointId, UUID merchantId, String type) {
    UUID id = Ids.next();
    return new NewDelivery(id, endpointId, merchantId, null, type, id);
  }
}
