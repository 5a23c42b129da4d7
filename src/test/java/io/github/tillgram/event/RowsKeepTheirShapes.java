package io.github.tillgram.event;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fails the test class after which an event is in the books that has not the declared shape of its
 * type, whoever wrote it: the row says more than its writer's test.
 */
public final class RowsKeepTheirShapes
    implements QuarkusTestBeforeClassCallback, QuarkusTestAfterAllCallback {

  private static final String LATEST = "SELECT coalesce(max(id), 0) FROM invoice_event";

  /** A test that has the same written tens of thousands of times shows it by the first of them. */
  private static final String NEW_ROWS =
      """
      SELECT * FROM (
        SELECT id, merchant_id, invoice_id, payment_id, type, data, personal, personal_digest,
               bool_or(type = 'payer.erased') OVER (PARTITION BY merchant_id) AS payers_erased,
               row_number() OVER (PARTITION BY type ORDER BY id) AS number
        FROM invoice_event WHERE id > ? AND id <= ?) AS rows
      WHERE number <= 1000
      """;

  private static final Set<UUID> TAMPERED = ConcurrentHashMap.newKeySet();

  private static long seen = -1;

  /** A test changes the events of this merchant, to see whether that shows. */
  static void tamperedWith(UUID merchantId) {
    TAMPERED.add(merchantId);
  }

  /** A service that did not start says so itself. */
  @Override
  public void beforeClass(Class<?> testClass) {
    if (seen < 0 && Arc.container() != null) {
      seen = latest();
    }
  }

  @Override
  public void afterAll(QuarkusTestContext context) {
    Set<String> violations = new TreeSet<>();
    long latest = latest();
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(NEW_ROWS)) {
      statement.setLong(1, seen);
      statement.setLong(2, latest);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (!TAMPERED.contains(rows.getObject("merchant_id", UUID.class))) {
            violations.addAll(
                ShapeCheck.violations(rows.getString("type"), data(rows), erased(rows)));
          }
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot look at the events", failure);
    }
    seen = latest;
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "Events are not what EventShapes declares: " + String.join("\n", violations));
    }
  }

  private static Map<String, Object> data(ResultSet row) throws SQLException {
    Map<String, Object> data = EventJson.read(row.getString("data"), row.getString("personal"));
    if (row.getObject("invoice_id") != null) {
      data.put("invoice", InvoiceFacts.INVOICE.example());
    }
    if (row.getObject("payment_id") != null) {
      data.putIfAbsent("paymentId", row.getString("payment_id"));
    }
    return data;
  }

  private static boolean erased(ResultSet row) throws SQLException {
    return row.getString("personal") == null
        && (row.getBytes("personal_digest") != null || row.getBoolean("payers_erased"));
  }

  private static long latest() {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(LATEST);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot look at the events", failure);
    }
  }

  private static Connection connection() throws SQLException {
    return Arc.container().instance(AgroalDataSource.class).get().getConnection();
  }
}
