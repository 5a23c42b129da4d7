package io.github.tillgram.merchantapi;

import io.github.tillgram.event.PublishedEvent;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event as deliveries carry it, too. */
@Schema(name = "Event")
public record PublishedEventView(
    @Schema(
            description = "The webhook-id of every delivery of this event",
            example = "evt_5b1f0c9a77d2_1042")
        String id,
    @Schema(description = "What happened", example = "invoice.paid") String type,
    @Schema(
            description =
                "Of the shape of data. Within a version nothing goes or changes its kind; members"
                    + " may come",
            minimum = "1",
            example = "1")
        int version,
    @Schema(description = "When it happened: ISO 8601 in UTC") Instant timestamp,
    @Schema(
            description =
                "On whose word: key:<id>, operator, telegram, apay (a postback), payer (on a payment"
                    + " page), or system for what came round by itself",
            example = "telegram")
        String actor,
    @Schema(
            description =
                "What happened. invoice holds what never changes about the invoice it"
                    + " is about: id, reference, rail, currency, total, metadata",
            example = "{\"amount\": 1250, \"currency\": \"USD\"}")
        Map<String, Object> data) {

  /** Longer than ours are, as the rules for changes of the API promise. */
  static final int LONGEST_ID = 255;

  static PublishedEventView of(PublishedEvent event) {
    return new PublishedEventView(
        event.id(), event.type(), event.version(), event.at(), event.actor(), event.data());
  }
}
