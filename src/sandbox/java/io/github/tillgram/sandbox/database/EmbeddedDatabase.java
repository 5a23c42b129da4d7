package io.github.tillgram.sandbox.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL server of development and tests, alive when an instance exists.
 *
 * <p>In the data directory it owns {@code postgres} (the cluster), {@code postgres.log} (the
 * server's log) and {@code postgres.lock} (held while a JVM starts, adopts or stops the server).
 */
public final class EmbeddedDatabase {

  /**
   * The monitor of every start and stop in this JVM. A constant string is one object in all class
   * loaders, and Quarkus loads this class anew at each live reload. Without it two threads of one
   * JVM would meet at the lock file, which only keeps other processes out: the first to close it
   * would release the lock of both.
   */
  static final String JVM_MONITOR = "io.github.tillgram.sandbox.database";

  static final String DATABASE = "tillgram";
  static final String USERNAME = "postgres";

  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(120);

  private final int port;
  private final String password;

  private EmbeddedDatabase(int port, String password) {
    this.port = port;
    this.password = password;
  }

  /**
   * Makes sure that the server of a data directory runs and that this JVM's exit stops it unless
   * someone else uses it. A server that already runs on the directory is adopted, whoever started
   * it.
   *
   * @param dataDir created with its parents if missing
   * @throws IllegalStateException if the server cannot be had; the message says why
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public static EmbeddedDatabase ensureRunning(Path dataDir) {
    synchronized (JVM_MONITOR) {
      try {
        Path home = existing(dataDir);
        PostgresCluster cluster = new PostgresCluster(home, PostgresBinaries.unpacked());
        try (DirectoryLock lock = DirectoryLock.acquire(cluster.lockFile(), LOCK_PATIENCE)) {
          cluster.initializeIfMissing();
          PostmasterFile postmaster = cluster.ensureServing();
          createDatabaseIfMissing(cluster, postmaster);
          DatabaseLease.hold(cluster, postmaster);
          return new EmbeddedDatabase(postmaster.port(), cluster.password());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The embedded PostgreSQL in " + dataDir + " cannot be started: " + e.getMessage(), e);
      } catch (SQLException e) {
        throw new IllegalStateException(
            "The embedded PostgreSQL in " + dataDir + " cannot be used: " + e.getMessage(), e);
      }
    }
  }

  /** The address without a driver's prefix: valid for the reactive client, and after "jdbc:". */
  public String url() {
    return "postgresql://localhost:" + port + "/" + DATABASE;
  }

  public String username() {
    return USERNAME;
  }

  public String password() {
    return password;
  }

  private static Path existing(Path dataDir) throws IOException {
    Path directory = dataDir.toAbsolutePath().normalize();
    // createDirectories refuses a symbolic link to a directory, a usual way to move the data.
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    return directory.toRealPath();
  }

  private static void createDatabaseIfMissing(PostgresCluster cluster, PostmasterFile postmaster)
      throws SQLException {
    try (Connection connection = cluster.connect(postmaster.port(), "tillgram-setup");
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("create database " + DATABASE);
    }
  }
}
