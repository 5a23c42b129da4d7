package io.github.tillgram.testsupport;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at, and disturbs, the real database behind the service. */
@ApplicationScoped
public class Database {

  private final AgroalDataSource dataSource;

  Database(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
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

  /** A connection of one's own, to hold locks with. */
  public Connection connect() throws SQLException {
    return dataSource.getConnection();
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
