package io.github.tillgram.packaged;

import io.github.tillgram.sandbox.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server of a test's own, which can be taken away and given back. */
final class Postgres {

  private final Path directory;
  private EmbeddedDatabase server;

  Postgres(String name) {
    try {
      Files.createDirectories(Path.of("target"));
      this.directory = Files.createTempDirectory(Path.of("target"), name + "-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    start();
  }

  /** The port may be another one after each start. */
  final void start() {
    server = EmbeddedDatabase.ensureRunning(directory);
  }

  /** Ends the server at once, as a failing machine would. */
  void kill() throws IOException, InterruptedException {
    Path file = directory.resolve("postgres/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    // SIGQUIT: all of its processes end without tidying up.
    new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
    postmaster.onExit().join();
  }

  String url() {
    return server.url();
  }

  int port() {
    return Integer.parseInt(url().replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  /** The database's name. */
  String name() {
    return url().replaceFirst(".*/", "");
  }

  String username() {
    return server.username();
  }

  String password() {
    return server.password();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(), username(), password());
  }

  /** Runs one or more statements. */
  void update(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** The first column of every row, as text. */
  List<String> column(String sql, Object... arguments) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  String text(String sql, Object... arguments) {
    return column(sql, arguments).get(0);
  }

  long number(String sql, Object... arguments) {
    return Long.parseLong(text(sql, arguments));
  }
}
