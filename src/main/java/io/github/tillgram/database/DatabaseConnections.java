package io.github.tillgram.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the connections of every pool have in common: none of them is waited for without end. */
public final class DatabaseConnections {

  /**
   * What a statement begins with whose plan must fit its tables as they are now: it is prepared
   * anew each time, in a round trip of its own. For what is asked a few times a second at most.
   */
  public static final String PLANNED_ANEW = "/* planned anew */ ";

  /** The client prepares longer ones anew each time, which costs a second round trip. */
  private static final int LONGEST_STATEMENT = 16_384;

  private DatabaseConnections() {}

  /**
   * @param acquisition how long to wait until a connection is there
   * @param silence how long a connection may say nothing before it is given up
   * @param session what the database is told about each of them
   */
  public static Pool pool(
      PgPoolCreator.Input input,
      Duration acquisition,
      Duration silence,
      Map<String, String> session) {
    input
        .pgConnectOptionsList()
        .forEach(
            options -> {
              session.forEach(options::addProperty);
              options
                  .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
                  .setPreparedStatementCacheSqlFilter(sql -> !sql.startsWith(PLANNED_ANEW))
                  .setReadIdleTimeout((int) silence.toMillis())
                  .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                  .setConnectTimeout((int) acquisition.toMillis());
            });
    input
        .poolOptions()
        .setConnectionTimeout((int) acquisition.toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
