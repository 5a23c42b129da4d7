package io.github.tillgram.invoice;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets a test end invoices whose time has passed, which else happens every ten seconds. */
@ApplicationScoped
public class Expiry {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InvoiceExpiry expiry;
  private final Scheduler scheduler;

  Expiry(InvoiceExpiry expiry, Scheduler scheduler) {
    this.expiry = expiry;
    this.scheduler = scheduler;
  }

  /** One round, as it comes by itself. */
  public void round() {
    String method = InvoiceExpiry.class.getName() + "#expire";
    if (scheduler.getScheduledJobs().stream()
        .map(Trigger::getMethodDescription)
        .noneMatch(method::equals)) {
      throw new IllegalStateException("invoices do not expire by themselves");
    }
    expiry.expire().await().atMost(PATIENCE);
  }
}
