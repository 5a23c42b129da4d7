package io.github.tillgram.database;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the database has answered, unless it has then been away for a minute. Without it the
 * doors still answer: payers are declined politely and Telegram is asked to come back, which a
 * replica out of rotation could not do. Nobody else decides about readiness; Telegram's absence is
 * no reason to be absent too, nor are callers who keep the other connections busy: a payer's query
 * has connections of its own, and one of those is asked.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Kubernetes waits one second for the answer by default. */
  static final Duration PROBE = Duration.ofMillis(500);

  private final Supplier<Uni<?>> database;
  private final Supplier<Uni<?>> pool;
  private final Clock clock;
  private final MeterRegistry meters;

  private final Absence ofDatabase = new Absence();
  private final Absence ofPool = new Absence();

  /** What was never there is not ready: else it would take the place of one that is. */
  private volatile boolean wasThere;

  @Inject
  DatabaseReadiness(
      @ReactiveDataSource("checkout") Pool checkouts,
      Pool others,
      Clock clock,
      MeterRegistry meters) {
    this(
        () -> checkouts.query("SELECT 1").execute(),
        () -> others.query("SELECT 1").execute(),
        clock,
        meters);
  }

  DatabaseReadiness(
      Supplier<Uni<?>> database, Supplier<Uni<?>> pool, Clock clock, MeterRegistry meters) {
    this.database = database;
    this.pool = pool;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return probe(database, ofDatabase)
        .invoke(since -> wasThere |= since.isEmpty())
        .map(since -> since.map(this::away).orElseGet(DatabaseReadiness::present));
  }

  /** Asks by itself too: how long the database has been away must not depend on who asks. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return call().chain(() -> probe(pool, ofPool)).replaceWithVoid();
  }

  void register(@Observes StartupEvent event) {
    Gauge.builder(Meters.DATABASE_AWAY, () -> ofDatabase.seconds(clock.instant()))
        .description("How long the database has been away; asked every five seconds")
        .register(meters);
    Gauge.builder(Meters.DATABASE_POOL_BUSY, () -> ofPool.seconds(clock.instant()))
        .description("How long nobody got a connection, pre-checkouts apart; tried every 5 s")
        .register(meters);
  }

  /** Since when there has been no answer. */
  private Uni<Optional<Instant>> probe(Supplier<Uni<?>> question, Absence absence) {
    return Uni.createFrom()
        .deferred(() -> question.get().onItem().<Object>transform(item -> item))
        .ifNoItem()
        .after(PROBE)
        .fail()
        .map(answer -> absence.ended())
        .onFailure()
        .recoverWithItem(() -> absence.noted(clock.instant()));
  }

  private static HealthCheckResponse present() {
    return HealthCheckResponse.named("database").up().build();
  }

  private HealthCheckResponse away(Instant since) {
    Duration away = Duration.between(since, clock.instant());
    return HealthCheckResponse.named("database")
        .status(wasThere && away.compareTo(PATIENCE) < 0)
        .withData("awaySince", since.toString())
        .build();
  }

  /** When a probe failed for the first time since one succeeded. */
  private static final class Absence {

    private final AtomicReference<Instant> since = new AtomicReference<>();

    Optional<Instant> ended() {
      since.set(null);
      return Optional.empty();
    }

    Optional<Instant> noted(Instant now) {
      return Optional.of(since.updateAndGet(first -> first == null ? now : first));
    }

    long seconds(Instant now) {
      Instant first = since.get();
      return first == null ? 0 : Duration.between(first, now).toSeconds();
    }
  }
}
