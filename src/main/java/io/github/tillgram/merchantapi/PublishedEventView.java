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
    @Schema(example = "invoice.paid") String type,
    @Schema(
            description =
                "Of the shape of data. Within a version nothing goes or changes its kind; members"
                    + " may come",
            example = "1")
        int version,
    Instant timestamp,
    @Schema(
            description =
                "On whose word: key:<id>, operator, telegram, apay (a postback), payer (on a payment"
                    + " page), or system for what came round by itself",
            example = "telegram")
        String actor,
    @Schema(
            description =
                "What happened. invoice holds what never changes about the invoice it is about:"
                    + " id, reference, rail, currency, total, metadata")
        Map<String, Object> data) {

  static PublishedEventView of(PublishedEvent event) {
    return new PublishedEventView(
        event.id(), event.type(), event.version(), event.at(), event.actor(), event.data());
  }
}
