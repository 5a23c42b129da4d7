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

/** Makes one attempt at a delivery and writes down how it ended. */
@ApplicationScoped
class SendDelivery {

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
    Optional<String> body = body(delivery);
    Uni<Ended> ended =
        body.isEmpty()
            ? Uni.createFrom().item(forgotten(delivery))
            : call.post(delivery.url(), headers(delivery, body.get()), utf8(body.get()))
                .map(answer -> ended(delivery, answer));
    return ended
        .invoke(meters::record)
        .call(endDeliveries::end)
        .call(health::note)
        .replaceWithVoid();
  }

  private static Optional<String> body(ClaimedDelivery delivery) {
    return delivery.example()
        ? Optional.of(ExampleEvents.body(delivery.type()))
        : delivery.event().map(PublishedEvent::body);
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
        Optional.of("EVENT_NO_LONGER_KEPT"),
        Optional.empty(),
        DeliveryState.FAILED,
        Duration.ZERO,
        Optional.empty());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
