package io.github.tillgram.database;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.StartupEvent;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
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

  /**
   * What a statement begins with whose plan must fit its tables as they are now: it is prepared
   * anew each time, in a round trip of its own. For what is asked a few times a second at most.
   */
  public static final String PLANNED_ANEW = "/* planned anew */ ";

  /** A connection that nobody uses is closed by the pool, in order, before its silence ends it. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

  /** The client prepares longer ones anew each time, which costs a second round trip. */
  private static final int LONGEST_STATEMENT = 16_384;

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
        .pgConnectOptionsList()
        .forEach(
            options ->
                options
                    .addProperty("lock_timeout", millis(half))
                    .addProperty("idle_in_transaction_session_timeout", millis(config.silence()))
                    .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
                    .setPreparedStatementCacheSqlFilter(sql -> !sql.startsWith(PLANNED_ANEW))
                    .setReadIdleTimeout((int) config.silence().toMillis())
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setConnectTimeout((int) ACQUISITION.toMillis()));
    input
        .poolOptions()
        .setIdleTimeout((int) idle.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxWaitQueueSize(MOST_WAITING)
        .setConnectionTimeout((int) ACQUISITION.toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    limit = input.poolOptions().getMaxSize();
    pool =
        PgBuilder.pool()
            .with(input.poolOptions())
            .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
            .using(input.vertx())
            .build();
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
