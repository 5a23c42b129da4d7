package io.github.tillgram.merchantapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tillgram.notification.delivery.Delivery;
import io.github.tillgram.notification.delivery.DeliveryState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of an event at an endpoint. */
@Schema(name = "Delivery")
public record DeliveryView(
    UUID id,
    @Schema(description = "The endpoint that is called") UUID endpointId,
    @Schema(
            description = "The webhook-id it carries: the id of the event, the same each time",
            example = "evt_5b1f0c9a77d2_1042")
        String messageId,
    @Schema(description = "The type of the event", example = "invoice.paid") String type,
    @Schema(description = "Whether it tells of nothing that happened") boolean example,
    @Schema(description = "How far it has come") DeliveryState state,
    @Schema(description = "How often the endpoint was called for it", example = "1") int attempts,
    @Schema(
            description = "HTTP status of the latest answer; null if there was none",
            nullable = true)
        Integer lastStatus,
    @Schema(
            description = "Why there was no answer, e.g. TIMED_OUT; null if there was one",
            nullable = true)
        String lastFailure,
    Instant createdAt,
    @Schema(
            description = "When it was delivered or given up; null while it is PENDING",
            nullable = true)
        Instant endedAt,
    @Schema(
            description =
                "When it is tried next, or at the latest if it is under way; one"
                    + " behind another of the same invoice waits for that one. null once it"
                    + " has ended",
            nullable = true)
        Instant dueAt,
    @Schema(description = "Every attempt, oldest first; left out in lists")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        List<Try> tries) {

  @Schema(name = "DeliveryTry")
  public record Try(
      @Schema(description = "1 for the first", example = "1") int number,
      @Schema(description = "When the endpoint was called: ISO 8601 in UTC") Instant at,
      @Schema(description = "How long it took to answer, in milliseconds", example = "84")
          int millis,
      @Schema(
              description = "HTTP status of the answer; null if there was none",
              nullable = true,
              example = "200")
          Integer status,
      @Schema(
              description = "Why there was no answer, e.g. TIMED_OUT; null if there was one",
              nullable = true)
          String failure,
      @Schema(
              description = "The first 1024 bytes of the answer's body; null if there was none",
              nullable = true,
              example = "ok")
          String answer) {

    static Try of(Delivery.Try made) {
      return new Try(
          made.number(),
          made.at(),
          made.millis(),
          made.status().orElse(null),
          made.failure().orElse(null),
          made.answer().orElse(null));
    }
  }

  static DeliveryView of(Delivery delivery) {
    return of(delivery, null);
  }

  static DeliveryView withTries(Delivery delivery) {
    return of(delivery, delivery.tries().stream().map(Try::of).toList());
  }

  private static DeliveryView of(Delivery delivery, List<Try> tries) {
    return new DeliveryView(
        delivery.id(),
        delivery.endpointId(),
        delivery.messageId(),
        delivery.type(),
        delivery.example(),
        delivery.state(),
        delivery.attempts(),
        delivery.lastStatus().orElse(null),
        delivery.lastFailure().orElse(null),
        delivery.createdAt(),
        delivery.endedAt().orElse(null),
        delivery.dueAt().orElse(null),
        tries);
  }
}
