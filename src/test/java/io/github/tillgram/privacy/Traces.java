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

  private static final String COLUMNS =
      """
      SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
      JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
      ORDER BY 1
      """;

  private final Database database;

  Traces(Database database) {
    this.database = database;
  }

  /** How many rows of each column say one of these words; columns without any are left out. */
  Map<String, Long> of(List<String> words) {
    Map<String, Long> found = new TreeMap<>();
    for (Object column : database.column(COLUMNS)) {
      long rows = rows(column.toString(), words);
      if (rows > 0) {
        found.put(column.toString(), rows);
      }
    }
    return found;
  }

  private long rows(String column, List<String> words) {
    String[] name = column.split("\\.");
    String value = "\"" + name[1] + "\"::text";
    String pattern =
        String.join("|", words) + "|" + String.join("|", words.stream().map(Traces::hex).toList());
    return database.number(
        "SELECT count(*) FROM \"" + name[0] + "\" WHERE " + value + " ~ ?", pattern);
  }

  private static String hex(String word) {
    return HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
  }
}
