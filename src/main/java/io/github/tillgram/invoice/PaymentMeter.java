package io.github.tillgram.invoice;

import io.github.tillgram.money.Currencies;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts payments of every rail. Labels come from closed sets only. */
@ApplicationScoped
public class PaymentMeter {

  private final MeterRegistry registry;

  PaymentMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Once its transaction is committed. */
  public void count(Credited credited) {
    String currency = credited.payment().currency();
    Counter.builder(Meters.PAYMENTS)
        .description("Payments by what became of them")
        .tag("rail", credited.payment().rail().name())
        .tag("currency", Currencies.isKnown(currency) ? currency : "other")
        .tag("outcome", credited.outcome())
        .register(registry)
        .increment();
  }
}
