package io.github.tillgram.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LateTimeoutTest {

  private final LateTimeout filter = new LateTimeout();

  @Test
  void theSecondFailureOfAQueryIsNotLogged() {
    assertThat(filter.isLoggable(failure("Result is already complete", "SqlConnectionPool")))
        .isFalse();
  }

  @Test
  void whatElseMayHaveGoneWrongIs() {
    assertThat(filter.isLoggable(failure("Result is already complete", "Another"))).isTrue();
    assertThat(filter.isLoggable(failure("Something else", "SqlConnectionPool"))).isTrue();
    assertThat(filter.isLoggable(new LogRecord(Level.INFO, "All is well"))).isTrue();
  }

  private static LogRecord failure(String message, String thrower) {
    IllegalStateException failure = new IllegalStateException(message);
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("io.vertx.sqlclient.impl.pool." + thrower, "execute", null, 1)
        });
    LogRecord record = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
    record.setThrown(failure);
    return record;
  }
}
