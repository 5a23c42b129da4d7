package io.github.tillgram.webhook;

import io.github.tillgram.observability.Meters;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.webhook.UpdateOutcome.Label;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** How long updates take, by what became of them. */
@ApplicationScoped
class UpdateMeters {

  private final MeterRegistry registry;
  private final UpdateDispatcher dispatcher;

  UpdateMeters(MeterRegistry registry, UpdateDispatcher dispatcher) {
    this.registry = registry;
    this.dispatcher = dispatcher;
  }

  /** What we handle is there from the start, so that the first update of a process is seen. */
  void register(@Observes StartupEvent event) {
    dispatcher.handledKinds().map(UpdateKind::wireName).forEach(kind -> timer(kind, Label.HANDLED));
  }

  Timer.Sample start() {
    return Timer.start(registry);
  }

  void record(Timer.Sample sample, UpdateOutcome outcome) {
    sample.stop(timer(outcome.kind(), outcome.label()));
  }

  private Timer timer(String kind, Label outcome) {
    return Timer.builder(Meters.UPDATES)
        .description("Updates from Telegram")
        .tag("kind", kind)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
