package io.github.tillgram.privacy;

import io.github.tillgram.testsupport.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks for words in every column of every table, whatever it is made of. */
@ApplicationScoped
class Traces {

  private static final String TABLES =
      """
      SELECT table_name::text FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
      """;

  private static final String COLUMNS =
      """
      SELECT column_name::text FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ? ORDER BY 1
      """;

  private final Database database;

  Traces(Database database) {
    this.database = database;
  }

  /** How many rows of each column say one of these words; columns without any are left out. */
  Map<String, Long> of(List<String> words) {
    String pattern =
        String.join("|", words) + "|" + String.join("|", words.stream().map(Traces::hex).toList());
    Map<String, Long> found = new TreeMap<>();
    for (Object table : database.column(TABLES)) {
      if (rows(table, "t", pattern) > 0) {
        for (Object column : database.column(COLUMNS, table)) {
          long rows = rows(table, "t.\"" + column + "\"", pattern);
          if (rows > 0) {
            found.put(table + "." + column, rows);
          }
        }
      }
    }
    return found;
  }

  /** Where it is read as a whole, most tables need to be read but once. */
  private long rows(Object table, String what, String pattern) {
    return database.number(
        "SELECT count(*) FROM \"%s\" t WHERE %s::text ~ ?".formatted(table, what), pattern);
  }

  private static String hex(String word) {
    return HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
  }
}
