package io.github.tillgram.database;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Connections for everything but pre-checkouts; none of them waits for ever. The database itself
 * ends what waits for a lock, before we stop listening, and what began a transaction and vanished:
 * else more of its connections would be taken than this pool knows of.
 */
@Singleton
public class DatabasePool implements PgPoolCreator {

  /** Whoever comes behind so many others is told at once to come back later. */
  private static final int MOST_WAITING = 500;

  private static final Duration ACQUISITION = Duration.ofSeconds(5);

  /** A connection that nobody uses is closed by the pool, in order, before its silence ends it. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

  private final DatabaseConfig config;

  private volatile Pool pool;
  private volatile int limit;

  public DatabasePool(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    Duration half = config.silence().dividedBy(2);
    Duration idle = half.compareTo(LONGEST_IDLE) < 0 ? half : LONGEST_IDLE;
    input
        .poolOptions()
        .setIdleTimeout((int) idle.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxWaitQueueSize(MOST_WAITING);
    limit = input.poolOptions().getMaxSize();
    pool =
        DatabaseConnections.pool(
            input,
            ACQUISITION,
            config.silence(),
            Map.of(
                "lock_timeout",
                millis(half),
                "statement_timeout",
                millis(config.silence()),
                "idle_in_transaction_session_timeout",
                millis(config.silence())));
    return pool;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /** All open while a probe of readiness waits in vain: not the database is gone, the pool is. */
  void register(@Observes StartupEvent event, MeterRegistry meters) {
    Gauge.builder(Meters.DATABASE_CONNECTIONS, () -> pool == null ? 0 : pool.size())
        .description("Connections that are open or being opened, apart from those of pre-checkouts")
        .register(meters);
    Gauge.builder(Meters.DATABASE_CONNECTIONS_MAX, () -> limit)
        .description("How many connections may be open")
        .register(meters);
  }
}
