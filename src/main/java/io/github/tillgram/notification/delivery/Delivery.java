package io.github.tillgram.notification.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of an event at an endpoint.
 *
 * @param messageId what the endpoint knows it by: the event's id, or that of an example
 * @param dueAt when it is tried next, if it waits and is the next of its invoice
 * @param tries newest last; empty in lists
 */
public record Delivery(
    UUID id,
    UUID endpointId,
    String messageId,
    String type,
    boolean example,
    DeliveryState state,
    int attempts,
    Optional<Integer> lastStatus,
    Optional<String> lastFailure,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<Instant> dueAt,
    List<Try> tries) {

  /**
   * One attempt.
   *
   * @param failure why there was no answer
   * @param answer the first KiB of it
   */
  public record Try(
      int number,
      Instant at,
      int millis,
      Optional<Integer> status,
      Optional<String> failure,
      Optional<String> answer) {}

  Delivery with(List<Try> made) {
    return new Delivery(
        id,
        endpointId,
        messageId,
        type,
        example,
        state,
        attempts,
        lastStatus,
        lastFailure,
        createdAt,
        endedAt,
        dueAt,
        made);
  }
}
