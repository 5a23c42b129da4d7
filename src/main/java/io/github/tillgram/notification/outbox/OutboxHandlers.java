package io.github.tillgram.notification.outbox;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The handlers by kind. */
@ApplicationScoped
class OutboxHandlers {

  private final TreeMap<String, OutboxHandler> byKind = new TreeMap<>();
  private final MeterRegistry meters;

  OutboxHandlers(@All List<OutboxHandler> handlers, MeterRegistry meters) {
    this.meters = meters;
    handlers.forEach(handler -> handler.kinds().forEach(kind -> register(kind, handler)));
  }

  OutboxHandler of(String kind) {
    OutboxHandler handler = byKind.get(kind);
    if (handler == null) {
      throw new IllegalStateException("no handler for outbox rows of kind " + kind);
    }
    return handler;
  }

  Set<String> kinds() {
    return Set.copyOf(byKind.keySet());
  }

  /** Counts what needs a person: rows that ended without having done their work for sure. */
  void countLost(String kind, String reason) {
    lost(kind, reason).increment();
  }

  private void register(String kind, OutboxHandler handler) {
    if (byKind.put(kind, handler) != null) {
      throw new IllegalStateException("two handlers for outbox rows of kind " + kind);
    }
    lost(kind, "given_up");
    lost(kind, "outcome_unknown");
  }

  private Counter lost(String kind, String reason) {
    return Counter.builder(Meters.OUTBOX_LOST)
        .description("Outbox rows that ended without having done their work for sure")
        .tag("kind", kind)
        .tag("reason", reason)
        .register(meters);
  }
}
