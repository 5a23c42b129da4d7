package io.github.tillgram.merchantapi;

import io.github.tillgram.event.Event;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of a timeline. */
@Schema(name = "TimelineEntry")
public record EventView(
    @Schema(
            description =
                "As in /api/v1/events; /api/v1/deliveries?eventId= tells what became of it at your"
                    + " endpoints. null for about a second, until it is listed there",
            nullable = true,
            example = "evt_5b1f0c9a77d2_1042")
        String id,
    Instant at,
    String type,
    @Schema(
            description =
                "On whose word: key:<id>, operator, telegram, apay (a postback), payer (on a payment"
                    + " page), or system for what came round by itself",
            example = "telegram")
        String actor,
    @Schema(description = "As in /api/v1/events, without invoice") Map<String, Object> data) {

  static EventView of(Event event) {
    return new EventView(
        event.publishedId().orElse(null), event.at(), event.type(), event.actor(), event.data());
  }
}
