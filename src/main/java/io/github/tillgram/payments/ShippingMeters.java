package io.github.tillgram.payments;

import io.github.tillgram.invoice.ShippingDecision;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts what payers who ask for shipping are told, from zero. */
@ApplicationScoped
class ShippingMeters {

  private final MeterRegistry registry;

  ShippingMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    Stream.of(ShippingDecision.values()).forEach(this::queries);
    Stream.of(RefuseShipping.Outcome.values()).forEach(this::refusals);
  }

  void count(ShippingDecision decision) {
    queries(decision).increment();
  }

  void count(RefuseShipping.Outcome outcome) {
    refusals(outcome).increment();
  }

  private Counter queries(ShippingDecision decision) {
    return Counter.builder(Meters.SHIPPING_QUERIES)
        .description("Shipping queries by decision")
        .tag("decision", decision.isOffered() ? "offered" : "refused")
        .tag("reason", decision.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter refusals(RefuseShipping.Outcome outcome) {
    return Counter.builder(Meters.SHIPPING_REFUSALS)
        .description("Refusals of shipping by what Telegram made of them")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
