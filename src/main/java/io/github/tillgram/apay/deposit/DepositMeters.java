package io.github.tillgram.apay.deposit;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Counts what became of what A-Pay said, each outcome from zero. */
@ApplicationScoped
class DepositMeters {

  private final MeterRegistry registry;

  DepositMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (Heard.What what : Heard.What.values()) {
      counter(what);
    }
  }

  void count(Heard.What what) {
    counter(what).increment();
  }

  private Counter counter(Heard.What what) {
    return Counter.builder(Meters.APAY_DEPOSITS)
        .description("What A-Pay said of orders, by what became of it")
        .tag("outcome", what.label())
        .register(registry);
  }
}
