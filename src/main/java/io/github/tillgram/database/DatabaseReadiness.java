package io.github.tillgram.database;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready unless the database has been away for a minute. Without it the doors still answer: payers
 * are declined politely and Telegram is asked to come back, which a replica out of rotation could
 * not do. Nobody else decides about readiness; Telegram's absence is no reason to be absent too.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Kubernetes waits one second for the answer by default. */
  static final Duration PROBE = Duration.ofMillis(500);

  private final Supplier<Uni<?>> database;
  private final Clock clock;
  private final MeterRegistry meters;

  /** When a probe failed for the first time since one succeeded. */
  private final AtomicReference<Instant> awaySince = new AtomicReference<>();

  @Inject
  DatabaseReadiness(Pool pool, Clock clock, MeterRegistry meters) {
    this(() -> pool.query("SELECT 1").execute(), clock, meters);
  }

  DatabaseReadiness(Supplier<Uni<?>> database, Clock clock, MeterRegistry meters) {
    this.meters = meters;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .deferred(() -> database.get().onItem().<Object>transform(item -> item))
        .ifNoItem()
        .after(PROBE)
        .fail()
        .map(answer -> present())
        .onFailure()
        .recoverWithItem(this::away);
  }

  void register(@Observes StartupEvent event) {
    Gauge.builder(Meters.DATABASE_AWAY, this::secondsAway)
        .description("How long the database has been away, as the probes of readiness see it")
        .register(meters);
  }

  private long secondsAway() {
    Instant since = awaySince.get();
    return since == null ? 0 : Duration.between(since, clock.instant()).toSeconds();
  }

  private HealthCheckResponse present() {
    awaySince.set(null);
    return HealthCheckResponse.named("database").up().build();
  }

  private HealthCheckResponse away() {
    Instant now = clock.instant();
    Instant since = awaySince.updateAndGet(first -> first == null ? now : first);
    return HealthCheckResponse.named("database")
        .status(Duration.between(since, now).compareTo(PATIENCE) < 0)
        .withData("awaySince", since.toString())
        .build();
  }
}
