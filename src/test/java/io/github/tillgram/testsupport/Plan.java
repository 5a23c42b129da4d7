package io.github.tillgram.testsupport;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What PostgreSQL did to run a statement, and what that cost; what the statement did is undone. */
public final class Plan {

  private final JsonObject root;
  private final double millis;

  private Plan(JsonObject explained) {
    this.root = explained.getJsonObject("Plan");
    this.millis = explained.getDouble("Execution Time");
  }

  /**
   * Runs it as a prepared statement that was run often, whose plan knows nothing of its arguments.
   *
   * @param types of its arguments, as SQL spells them
   * @param arguments as SQL spells them
   */
  public static Plan generic(Connection connection, String sql, String types, String arguments)
      throws SQLException {
    return of(connection, sql, types, arguments, "force_generic_plan");
  }

  /** Runs it with a plan that is made for these arguments. */
  public static Plan custom(Connection connection, String sql, String types, String arguments)
      throws SQLException {
    return of(connection, sql, types, arguments, "force_custom_plan");
  }

  private static Plan of(
      Connection connection, String sql, String types, String arguments, String mode)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL plan_cache_mode = " + mode);
      statement.execute("PREPARE explained" + inBrackets(types) + " AS " + sql);
      try (ResultSet rows =
          statement.executeQuery(
              "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE explained"
                  + inBrackets(arguments))) {
        rows.next();
        return new Plan(new JsonArray(rows.getString(1)).getJsonObject(0));
      } finally {
        connection.rollback();
        statement.execute("DEALLOCATE explained");
        connection.commit();
      }
    }
  }

  private static String inBrackets(String list) {
    return list.isEmpty() ? "" : " (" + list + ")";
  }

  /** The tables that were read from their beginning to their end. */
  public Set<String> readWhole() {
    Set<String> tables = new TreeSet<>();
    collect(root, tables);
    return tables;
  }

  private static void collect(JsonObject node, Set<String> tables) {
    if (node.getString("Node Type").equals("Seq Scan")) {
      tables.add(node.getString("Relation Name"));
    }
    node.getJsonArray("Plans", new JsonArray())
        .forEach(child -> collect((JsonObject) child, tables));
  }

  /** Pages of 8 KiB that were looked at. */
  public long pages() {
    return root.getLong("Shared Hit Blocks") + root.getLong("Shared Read Blocks");
  }

  public double millis() {
    return millis;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f ms, %,d pages", millis, pages());
  }
}
