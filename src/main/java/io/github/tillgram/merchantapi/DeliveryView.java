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
    UUID endpointId,
    @Schema(
            description = "The webhook-id it carries: the id of the event, the same each time",
            example = "evt_5b1f0c9a77d2_1042")
        String messageId,
    @Schema(example = "invoice.paid") String type,
    @Schema(description = "Whether it tells of nothing that happened") boolean example,
    DeliveryState state,
    int attempts,
    @Schema(description = "Of the latest answer; null if there was none", nullable = true)
        Integer lastStatus,
    @Schema(
            description = "Why there was no answer, e.g. TIMED_OUT; null if there was one",
            nullable = true)
        String lastFailure,
    Instant createdAt,
    @Schema(description = "null while it is PENDING", nullable = true) Instant endedAt,
    @Schema(
            description =
                "When it is tried next, or at the latest if it is under way; one behind another of"
                    + " the same invoice waits for that one",
            nullable = true)
        Instant dueAt,
    @Schema(description = "Oldest first; left out in lists", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        List<Try> tries) {

  @Schema(name = "DeliveryTry")
  public record Try(
      int number,
      Instant at,
      int millis,
      @Schema(nullable = true) Integer status,
      @Schema(nullable = true) String failure,
      @Schema(description = "The first 1024 bytes of the answer's body", nullable = true)
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
