package io.github.tillgram.notification.delivery;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;

/** How attempts at deliveries end, and how long they take. */
@ApplicationScoped
class DeliveryMeters {

  private enum Outcome {
    /** 2xx. */
    DELIVERED,
    /** Any other status. */
    REFUSED,
    /** No answer. */
    UNANSWERED
  }

  private final MeterRegistry meters;

  DeliveryMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    for (Outcome outcome : Outcome.values()) {
      timer(outcome);
    }
  }

  void record(Ended ended) {
    timer(outcome(ended)).record(Duration.ofMillis(ended.millis()));
  }

  private static Outcome outcome(Ended ended) {
    if (ended.delivered()) {
      return Outcome.DELIVERED;
    }
    return ended.status().isPresent() ? Outcome.REFUSED : Outcome.UNANSWERED;
  }

  private Timer timer(Outcome outcome) {
    return Timer.builder(Meters.DELIVERIES)
        .description("Attempts at deliveries to merchants' endpoints")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }
}
