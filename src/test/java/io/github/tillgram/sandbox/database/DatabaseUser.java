package io.github.tillgram.sandbox.database;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of another JVM that uses the embedded database: says where it is, then runs the SQL
 * statements of its standard input, and exits where that ends.
 */
final class DatabaseUser {

  static final String AGAIN_IN_NEW_CLASS_LOADER = "again";

  private DatabaseUser() {}

  public static void main(String[] arguments) throws Exception {
    Path dataDir = Path.of(arguments[0]);
    EmbeddedDatabase database = EmbeddedDatabase.ensureRunning(dataDir);
    say(database.url());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      say(line.equals(AGAIN_IN_NEW_CLASS_LOADER) ? again(dataDir) : execute(database, line));
    }
  }

  private static String execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:" + database.url(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "done";
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  /** As after a live reload of Quarkus: the same classes, anew, the earlier ones out of use. */
  private static String again(Path dataDir) throws Exception {
    List<URL> classpath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classpath.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader reloaded =
        new URLClassLoader(classpath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = reloaded.loadClass(EmbeddedDatabase.class.getName());
      if (type == EmbeddedDatabase.class) {
        throw new IllegalStateException("Not a new class");
      }
      Object database = type.getMethod("ensureRunning", Path.class).invoke(null, dataDir);
      return (String) type.getMethod("url").invoke(database);
    }
  }

  private static void say(String line) throws IOException {
    System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
