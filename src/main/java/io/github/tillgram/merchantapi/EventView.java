package io.github.tillgram.merchantapi;

import io.github.tillgram.event.Event;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of a timeline. */
@Schema(name = "TimelineEntry")
public record EventView(
    Instant at,
    String type,
    @Schema(
            description =
                "On whose word: key:<id>, operator, telegram, apay, payer, or system for what came"
                    + " round by itself",
            example = "telegram")
        String actor,
    Map<String, Object> data) {

  static EventView of(Event event) {
    return new EventView(event.at(), event.type(), event.actor(), event.data());
  }
}
