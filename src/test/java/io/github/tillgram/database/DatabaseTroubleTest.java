package io.github.tillgram.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTroubleTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "53300", "57014", "57P01", "25006", "40001", "40P01", "55P03"})
  void whatPassesIsTroubleOfTheDatabaseWhoeverReportsIt(String sqlState) {
    assertThat(DatabaseTrouble.isIn(client(sqlState))).isTrue();
    assertThat(DatabaseTrouble.isIn(hibernate(sqlState))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "23502", "42P01", "22003"})
  void whatDoesNotPassIsTroubleOfOurs(String sqlState) {
    assertThat(DatabaseTrouble.isIn(client(sqlState))).isFalse();
    assertThat(DatabaseTrouble.isIn(hibernate(sqlState))).isFalse();
  }

  @Test
  void aConnectionThatBrokeIsTroubleOfTheDatabase() {
    assertThat(DatabaseTrouble.isIn(new IllegalStateException(new IOException("reset")))).isTrue();
  }

  @Test
  void aConnectionThatClosedBeforeItWasUsedIsTroubleOfTheDatabase() {
    assertThat(
            DatabaseTrouble.isIn(
                new NoStackTraceThrowable("Connection is not active now, current status: CLOSED")))
        .isTrue();
    assertThat(DatabaseTrouble.isIn(new NoStackTraceThrowable("anything else"))).isFalse();
  }

  @Test
  void jsonThatCannotBeReadIsTroubleOfOursThoughItIsAnIoException() {
    JsonParseException malformed = new JsonParseException(null, "malformed");

    assertThat(DatabaseTrouble.isIn(new IllegalStateException(malformed))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Timeout waiting for connection", "SSL handshake failed"})
  void aConnectionThatIsNotThereIsTroubleOfTheDatabase(String message) {
    assertThat(DatabaseTrouble.isIn(new VertxException(message))).isTrue();
  }

  @Test
  void aUniqueViolationIsRecognisedWhoeverReportsIt() {
    assertThat(DatabaseTrouble.isUniqueViolation(client("23505"))).isTrue();
    assertThat(DatabaseTrouble.isUniqueViolation(hibernate("23505"))).isTrue();
  }

  @Test
  void anotherViolationIsNoUniqueViolation() {
    assertThat(DatabaseTrouble.isUniqueViolation(client("23502"))).isFalse();
    assertThat(DatabaseTrouble.isUniqueViolation(hibernate("23502"))).isFalse();
    assertThat(DatabaseTrouble.isUniqueViolation(new IllegalStateException())).isFalse();
  }

  private static Throwable client(String sqlState) {
    return new IllegalStateException(new PgException("refused", "ERROR", sqlState, null));
  }

  private static Throwable hibernate(String sqlState) {
    return new GenericJDBCException("refused", new SQLException("refused", sqlState));
  }
}
