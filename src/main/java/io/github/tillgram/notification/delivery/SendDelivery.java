package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.PublishedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes one attempt at a delivery and writes down how it ended. */
@ApplicationScoped
class SendDelivery {

  private static final Logger LOG = Logger.getLogger(SendDelivery.class);

  private final EndpointCall call;
  private final EndDeliveries endDeliveries;
  private final EndpointHealth health;
  private final DeliveryMeters meters;
  private final QueueConfig config;
  private final Clock clock;

  SendDelivery(
      EndpointCall call,
      EndDeliveries endDeliveries,
      EndpointHealth health,
      DeliveryMeters meters,
      QueueConfig config,
      Clock clock) {
    this.call = call;
    this.endDeliveries = endDeliveries;
    this.health = health;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  Uni<Void> send(ClaimedDelivery delivery) {
    return body(delivery)
        .map(body -> attempt(delivery, body))
        .orElseGet(() -> end(forgotten(delivery)))
        .replaceWithVoid();
  }

  private Uni<Ended> attempt(ClaimedDelivery delivery, String body) {
    return call.post(delivery.url(), headers(delivery, body), utf8(body))
        .chain(answer -> end(ended(delivery, answer)))
        .call(health::note);
  }

  private Uni<Ended> end(Ended ended) {
    meters.record(ended);
    return endDeliveries.end(ended).replaceWith(ended);
  }

  /** Empty if there is nothing to be told any more; that will not change. */
  private static Optional<String> body(ClaimedDelivery delivery) {
    if (delivery.example()) {
      return Optional.of(ExampleEvents.body(delivery.type()));
    }
    try {
      return delivery.event().map(PublishedEvent::body);
    } catch (IllegalStateException unwritable) {
      LOG.errorf(unwritable, "The event of delivery %s cannot be written", delivery.id());
      return Optional.empty();
    }
  }

  private Map<String, String> headers(ClaimedDelivery delivery, String body) {
    Instant now = clock.instant();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("webhook-id", delivery.messageId());
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put(
        "webhook-signature",
        StandardWebhooks.sign(delivery.messageId(), now, utf8(body), delivery.secrets()));
    return headers;
  }

  private Ended ended(ClaimedDelivery delivery, Answer answer) {
    return answer instanceof Answer.Answered
        ? answered(delivery, (Answer.Answered) answer)
        : unanswered(delivery, (Answer.Unanswered) answer);
  }

  private Ended answered(ClaimedDelivery delivery, Answer.Answered answer) {
    return new Ended(
        delivery,
        (int) answer.took().toMillis(),
        Optional.of(answer.status()),
        Optional.empty(),
        Optional.of(answer.text()),
        answer.isSuccess() ? DeliveryState.DELIVERED : next(delivery),
        RetrySchedule.after(delivery.number()),
        answer.isSuccess() ? Optional.empty() : answer.retryAfter());
  }

  private Ended unanswered(ClaimedDelivery delivery, Answer.Unanswered answer) {
    return new Ended(
        delivery,
        (int) answer.took().toMillis(),
        Optional.empty(),
        Optional.of(answer.failure().name()),
        Optional.empty(),
        next(delivery),
        RetrySchedule.after(delivery.number()),
        Optional.empty());
  }

  private DeliveryState next(ClaimedDelivery delivery) {
    return delivery.age().compareTo(config.giveUpAfter()) < 0
        ? DeliveryState.PENDING
        : DeliveryState.FAILED;
  }

  private static Ended forgotten(ClaimedDelivery delivery) {
    return new Ended(
        delivery,
        0,
        Optional.empty(),
        Optional.of("EVENT_NOT_AVAILABLE"),
        Optional.empty(),
        DeliveryState.FAILED,
        Duration.ZERO,
        Optional.empty());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
