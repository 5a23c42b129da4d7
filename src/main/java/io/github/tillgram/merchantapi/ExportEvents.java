package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Period;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Writes down, in the caller's transaction, that somebody takes much of what a merchant has; before
 * he gets any of it.
 */
@ApplicationScoped
class ExportEvents {

  private final Timeline timeline;

  ExportEvents(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * @param what as exports are called
   */
  Uni<Void> taken(UUID merchantId, String what, ExportFormat format, Period period) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("what", what.toUpperCase(Locale.ROOT));
    data.put("format", format);
    period.from().ifPresent(from -> data.put("from", from.toString()));
    period.to().ifPresent(to -> data.put("to", to.toString()));
    return timeline.add(merchantId, null, EventType.EXPORT_TAKEN, data);
  }
}
