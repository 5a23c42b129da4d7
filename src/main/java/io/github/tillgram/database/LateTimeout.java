package io.github.tillgram.database;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps one message out of the log. While the database is away the client fails a query at once and
 * again when the time for a connection is over; the second failure reaches nobody and would be an
 * ERROR with its stack, per query (eclipse-vertx/vertx-sql-client issue 1706).
 */
@LoggingFilter(name = "late-timeout")
public final class LateTimeout implements Filter {

  private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !(record.getThrown() instanceof IllegalStateException)
        || !"Result is already complete".equals(record.getThrown().getMessage())
        || Arrays.stream(record.getThrown().getStackTrace())
            .noneMatch(frame -> POOL.equals(frame.getClassName()));
  }
}
