package io.github.tillgram.merchantapi;

import io.github.tillgram.event.Event;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of a timeline. */
@Schema(name = "TimelineEntry")
public record EventView(
    @Schema(description = "When it happened: ISO 8601 in UTC") Instant at,
    @Schema(description = "What happened", example = "invoice.paid") String type,
    @Schema(
            description =
                "On whose word: key:<id>, operator, telegram, apay, or system for"
                    + " what came round by itself",
            example = "telegram")
        String actor,
    @Schema(
            description = "The facts of this type, with the reason where something was decided",
            example = "{\"amount\": 1250, \"currency\": \"USD\"}")
        Map<String, Object> data) {

  static EventView of(Event event) {
    return new EventView(event.at(), event.type(), event.actor(), event.data());
  }
}
