package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.InvoiceEvent;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of a timeline. */
@Schema(name = "TimelineEntry")
public record EventView(Instant at, String type, Map<String, Object> data) {

  static EventView of(InvoiceEvent event) {
    return new EventView(event.at(), event.type(), event.data());
  }
}
