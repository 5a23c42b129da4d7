package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.PublishedEvent;
import io.github.tillgram.security.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery that is this replica's for the length of the lease: the oldest of its line.
 *
 * @param number of the attempt that is about to be made, from 1
 * @param age since it was written down
 * @param example whether it tells of nothing that happened
 * @param event empty for an example, and when the event is no longer kept or cannot be read
 * @param failing whether the endpoint has taken nothing lately
 */
record ClaimedDelivery(
    UUID id,
    UUID endpointId,
    UUID merchantId,
    UUID line,
    UUID owner,
    int number,
    Duration age,
    String type,
    boolean example,
    Optional<PublishedEvent> event,
    URI url,
    List<Secret> secrets,
    boolean failing) {

  /** The same each time the same thing is told. */
  String messageId() {
    return event.map(PublishedEvent::id).orElseGet(() -> exampleId(id));
  }

  static String exampleId(UUID id) {
    return "example_" + id;
  }
}
