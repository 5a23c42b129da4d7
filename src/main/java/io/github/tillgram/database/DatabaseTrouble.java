package io.github.tillgram.database;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells trouble of the database (come back later) from trouble of ours. */
public final class DatabaseTrouble {

  /** SQLSTATE classes and codes that say "not now": connection, resources, operator, read-only. */
  private static final Set<String> CLASSES = Set.of("08", "53", "57");

  private static final Set<String> CODES = Set.of("25006", "40001", "40P01", "55P03");

  private DatabaseTrouble() {}

  public static boolean isIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException) {
        return isTemporary(((PgException) cause).getSqlState());
      }
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || isClosedConnection(cause)) {
        return true;
      }
      if (cause == cause.getCause()) {
        return false;
      }
    }
    return false;
  }

  /** The SQLSTATE, when the database itself refused. */
  public static boolean isUniqueViolation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException) {
        return "23505".equals(((PgException) cause).getSqlState());
      }
    }
    return false;
  }

  private static boolean isTemporary(String sqlState) {
    return sqlState != null
        && sqlState.length() == 5
        && (CLASSES.contains(sqlState.substring(0, 2)) || CODES.contains(sqlState));
  }

  private static boolean isClosedConnection(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return cause instanceof VertxException && name.contains("Closed")
        || name.equals("NoStackTraceThrowable") && "Timeout".equals(cause.getMessage());
  }
}
