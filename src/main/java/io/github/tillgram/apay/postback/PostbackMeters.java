package io.github.tillgram.apay.postback;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** How long postbacks take, by what became of them, and in which form their signatures fit. */
@ApplicationScoped
class PostbackMeters {

  private static final Duration[] BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  PostbackMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** What may happen is there from the start, so that the first of its kind is seen to come. */
  void register(@Observes StartupEvent event) {
    Stream.of(PostbackOutcome.values()).forEach(this::timer);
    Stream.of(PostbackForm.values()).forEach(this::counter);
  }

  Timer.Sample start() {
    return Timer.start(registry);
  }

  void record(Timer.Sample sample, PostbackOutcome outcome) {
    sample.stop(timer(outcome));
  }

  /** Counts a right signature. */
  void count(PostbackForm form) {
    counter(form).increment();
  }

  private Timer timer(PostbackOutcome outcome) {
    return Timer.builder(Meters.POSTBACKS)
        .description("Postbacks from A-Pay")
        .tag("outcome", label(outcome))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter counter(PostbackForm form) {
    return Counter.builder(Meters.POSTBACK_FORMS)
        .description("Rightly signed postbacks by the form that was signed")
        .tag("form", label(form))
        .register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
