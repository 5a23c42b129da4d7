package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** Counts what became of requests with a key, each outcome from zero. */
@ApplicationScoped
class IdempotencyMeters {

  /** How a request with a key ends. */
  enum Outcome {
    /** It was the first, and its answer is kept. */
    ANSWERED,
    /** It got the answer of the first. */
    REPLAYED,
    /** The key belongs to another body. */
    OTHER_BODY,
    /** The first was under way for too long. */
    UNDER_WAY,
    /** It failed for now; the same key may try again. */
    NOT_KEPT
  }

  private final MeterRegistry registry;

  IdempotencyMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (Outcome outcome : Outcome.values()) {
      counter(outcome);
    }
  }

  void count(Outcome outcome) {
    counter(outcome).increment();
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder(Meters.IDEMPOTENCY)
        .description("Requests with an Idempotency-Key, by what became of them")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
