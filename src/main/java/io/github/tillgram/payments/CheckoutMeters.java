package io.github.tillgram.payments;

import io.github.tillgram.invoice.CheckoutDecision;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** Counts decisions. Labels come from closed sets only. */
@ApplicationScoped
class CheckoutMeters {

  private final MeterRegistry registry;

  CheckoutMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Decisions are counted from zero, so that the first of its kind is seen. */
  void register(@Observes StartupEvent event) {
    for (CheckoutDecision decision : CheckoutDecision.values()) {
      checkouts(decision);
    }
  }

  void count(CheckoutDecision decision) {
    checkouts(decision).increment();
  }

  private Counter checkouts(CheckoutDecision decision) {
    return Counter.builder(Meters.CHECKOUTS)
        .description("Pre-checkout queries by decision")
        .tag("decision", decision.isApproved() ? "approved" : "declined")
        .tag("reason", decision.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
