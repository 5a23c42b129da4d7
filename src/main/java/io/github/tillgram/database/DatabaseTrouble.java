package io.github.tillgram.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells trouble of the database (come back later) from trouble of ours. */
public final class DatabaseTrouble {

  /** SQLSTATE classes and codes that say "not now": connection, resources, operator, read-only. */
  private static final Set<String> CLASSES = Set.of("08", "53", "57");

  private static final Set<String> CODES = Set.of("25006", "40001", "40P01", "55P03");

  private static final String UNIQUE_VIOLATION = "23505";

  private DatabaseTrouble() {}

  public static boolean isIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<String> sqlState = sqlState(cause);
      if (sqlState.isPresent()) {
        return isTemporary(sqlState.get());
      }
      if (cause instanceof JsonProcessingException) {
        return false;
      }
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof io.smallrye.mutiny.TimeoutException
          || isNoConnection(cause)) {
        return true;
      }
      if (cause == cause.getCause()) {
        return false;
      }
    }
    return false;
  }

  public static boolean isUniqueViolation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (sqlState(cause).filter(UNIQUE_VIOLATION::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** What the database says itself: the client's word, or Hibernate's translation of it. */
  private static Optional<String> sqlState(Throwable cause) {
    if (cause instanceof PgException) {
      return Optional.ofNullable(((PgException) cause).getSqlState());
    }
    return cause instanceof SQLException
        ? Optional.ofNullable(((SQLException) cause).getSQLState())
        : Optional.empty();
  }

  private static boolean isTemporary(String sqlState) {
    return sqlState.length() == 5
        && (CLASSES.contains(sqlState.substring(0, 2)) || CODES.contains(sqlState));
  }

  private static boolean isNoConnection(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    String message = String.valueOf(cause.getMessage());
    return cause instanceof VertxException
            && (name.contains("Closed")
                || name.contains("TooBusy")
                || message.startsWith("Timeout")
                || message.equals("SSL handshake failed"))
        || name.equals("NoStackTraceThrowable")
            && (message.equals("Timeout") || message.startsWith("Connection is not active"));
  }
}
