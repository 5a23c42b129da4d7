package io.github.tillgram.testsupport;

import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at, and disturbs, the real database behind the service. */
@ApplicationScoped
public class Database {

  private final AgroalDataSource dataSource;
  private final String url;
  private final String username;
  private final String password;

  Database(
      AgroalDataSource dataSource,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String username,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.dataSource = dataSource;
    this.url = url;
    this.username = username;
    this.password = password.orElse("");
  }

  /** The first column of the first row; {@code null} without a row. */
  public Object value(String sql, Object... arguments) {
    List<Object> column = column(sql, arguments);
    return column.isEmpty() ? null : column.get(0);
  }

  public long number(String sql, Object... arguments) {
    return ((Number) value(sql, arguments)).longValue();
  }

  public String text(String sql, Object... arguments) {
    Object value = value(sql, arguments);
    return value == null ? null : value.toString();
  }

  /** The first column of every row. */
  public List<Object> column(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<Object> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getObject(1));
      }
      return values;
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  public int update(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Locks an invoice's row, as a slow transaction would, on a connection of its own. */
  public HeldLock lock(UUID invoice) {
    return hold("SELECT FROM invoice WHERE id = ? FOR UPDATE", invoice);
  }

  /** Keeps everybody away from the reservations, once those who use them are done. */
  public HeldLock lockReservations() {
    return hold("LOCK TABLE reservation IN ACCESS EXCLUSIVE MODE");
  }

  /** Keeps everybody away from the invoices, readers too. */
  public HeldLock lockInvoices() {
    return hold("LOCK TABLE invoice IN ACCESS EXCLUSIVE MODE");
  }

  private HeldLock hold(String sql, Object... arguments) {
    try {
      Connection connection = DriverManager.getConnection(url, username, password);
      connection.setAutoCommit(false);
      try (PreparedStatement statement = prepare(connection, sql, arguments)) {
        statement.execute();
      }
      return new HeldLock(connection, arguments);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Waits until so many statements wait for a lock. */
  public void awaitBlocked(int statements) {
    await().pollInterval(Duration.ofMillis(20)).until(() -> blocked() >= statements);
  }

  /** How many statements wait for a lock. */
  public long blocked() {
    return number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
  }

  /** A lock that is held until it is closed. */
  public static final class HeldLock implements AutoCloseable {

    private final Connection connection;
    private final Object[] invoice;

    private HeldLock(Connection connection, Object... invoice) {
      this.connection = connection;
      this.invoice = invoice;
    }

    /** Changes the row, so that whoever waited for it finds it changed. */
    public void touch() {
      update("UPDATE invoice SET version = version + 1 WHERE id = ?");
    }

    /** Cancels the invoice, as far as its own row goes. */
    public void cancel() {
      update("UPDATE invoice SET status = 'CANCELED', version = version + 1 WHERE id = ?");
    }

    private void update(String sql) {
      try (PreparedStatement statement = prepare(connection, sql, invoice)) {
        statement.executeUpdate();
      } catch (SQLException failure) {
        throw new IllegalStateException("cannot change the invoice", failure);
      }
    }

    @Override
    public void close() {
      try (connection) {
        connection.commit();
      } catch (SQLException failure) {
        throw new IllegalStateException("cannot release the lock", failure);
      }
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
