package io.github.tillgram.webhook;

import io.github.tillgram.observability.Meters;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.webhook.UpdateOutcome.Label;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** How long updates take, by what became of them. */
@ApplicationScoped
class UpdateMeters {

  /** Between a quick answer and Telegram's patience, with the budget of a pre-checkout inside. */
  private static final Duration[] BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final UpdateDispatcher dispatcher;

  UpdateMeters(MeterRegistry registry, UpdateDispatcher dispatcher) {
    this.registry = registry;
    this.dispatcher = dispatcher;
  }

  /** What may happen is there from the start, so that the first of its kind is seen to come. */
  void register(@Observes StartupEvent event) {
    Stream.concat(
            dispatcher.handledKinds().map(UpdateKind::wireName), Stream.of(UpdateOutcome.NO_KIND))
        .forEach(kind -> Stream.of(Label.values()).forEach(outcome -> timer(kind, outcome)));
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
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
