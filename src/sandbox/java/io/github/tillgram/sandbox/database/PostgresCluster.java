package io.github.tillgram.sandbox.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

/**
 * A cluster on disk and its server. All but {@link #connect} is called with {@link #lockFile}
 * locked.
 */
final class PostgresCluster {

  private static final Logger LOG = Logger.getLogger(PostgresCluster.class);

  /** Crash recovery counts as starting, so this is long. */
  private static final Duration SERVING_PATIENCE = Duration.ofSeconds(120);

  private static final int PROGRAM_WAIT_SECONDS = 60;
  private static final int MAX_STARTS = 4;
  private static final long POLL_MILLIS = 100;
  private static final long PAUSE_AFTER_FAILED_START_MILLIS = 1000;
  private static final int LOG_LINES_SHOWN = 10;
  private static final int PASSWORD_BYTES = 16;

  /** SQLSTATE class of "invalid authorization specification". */
  private static final String REFUSED = "28";

  private final Path home;
  private final Path directory;
  private final Path log;
  private final PostgresBinaries binaries;

  PostgresCluster(Path home, PostgresBinaries binaries) {
    this.home = home;
    this.directory = home.resolve("postgres");
    this.log = home.resolve("postgres.log");
    this.binaries = binaries;
  }

  Path directory() {
    return directory;
  }

  Path lockFile() {
    return home.resolve("postgres.lock");
  }

  /**
   * The superuser's password, kept in the cluster that it belongs to. Not a fixed one: a superuser
   * runs programs, and other users of the machine reach the port too.
   */
  String password() {
    try {
      return Files.readString(passwordFile(directory)).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The password of the embedded PostgreSQL cannot be read from " + passwordFile(directory),
          e);
    }
  }

  /** Creates the cluster where there is none. Refuses a directory with anything else in it. */
  void initializeIfMissing() throws IOException {
    if (Files.exists(directory.resolve("PG_VERSION"))) {
      return;
    }
    if (Files.isDirectory(directory)) {
      try (Stream<Path> content = Files.list(directory)) {
        if (content.findAny().isPresent()) {
          throw new IllegalStateException(
              directory + " is not empty and yet no PostgreSQL cluster; it is left as it is");
        }
      }
    }
    // Renamed into place when complete, so that a JVM killed here leaves no half of a cluster.
    Path preparation = Files.createTempDirectory(home, "postgres-new-");
    Path created = preparation.resolve("cluster");
    Path password = newPasswordFile(preparation);
    binaries.run(
        "initdb",
        List.of(
            "--pgdata=" + created,
            "--username=" + EmbeddedDatabase.USERNAME,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            // PostgreSQL's own C.UTF-8: the operating system need not have that locale.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--set",
            "listen_addresses=localhost",
            "--set",
            "unix_socket_directories=",
            "--set",
            "timezone=UTC",
            "--set",
            "log_timezone=UTC"));
    Files.move(password, passwordFile(created));
    Files.move(created, directory, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(preparation);
    LOG.infof("Created a PostgreSQL cluster in %s", directory);
  }

  /**
   * Adopts the server of this cluster if there is one, else starts it.
   *
   * @return what its file says once it answers
   */
  PostmasterFile ensureServing() throws IOException, SQLException {
    long begun = System.nanoTime();
    int starts = 0;
    while (System.nanoTime() - begun < SERVING_PATIENCE.toNanos()) {
      Optional<PostmasterFile> file = PostmasterFile.of(directory);
      if (file.isPresent() && file.get().isServerOf(directory)) {
        PostmasterFile server = file.get();
        if (server.isReady() && answers(server)) {
          LOG.infof(
              "%s PostgreSQL (process %d, port %d) in %s",
              starts == 0 ? "Adopted" : "Started", server.pid(), server.port(), directory);
          return server;
        }
      } else {
        starts++;
        start(file, starts == MAX_STARTS);
      }
      Pause.ofMillis(POLL_MILLIS);
    }
    throw new IllegalStateException(
        "The PostgreSQL server in "
            + directory
            + " has not become usable in "
            + SERVING_PATIENCE.toSeconds()
            + " s. "
            + PostmasterFile.of(directory).map(PostmasterFile::toString).orElse("No server runs.")
            + logTail());
  }

  /** Stops the server cleanly, ending the connections that remain. */
  void stop() throws IOException {
    binaries.run(
        "pg_ctl",
        List.of(
            "stop",
            "--pgdata=" + directory,
            "--mode=fast",
            "--wait",
            "--timeout=" + PROGRAM_WAIT_SECONDS));
  }

  /**
   * Connects as superuser to the maintenance database, so that no connection of this package stands
   * in the way of dropping the application's.
   */
  Connection connect(int port, String applicationName) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", EmbeddedDatabase.USERNAME);
    properties.setProperty("password", password());
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("sslmode", "disable");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "30");
    // Without DriverManager, which looks for drivers in the caller's class loader alone.
    return new Driver().connect("jdbc:postgresql://localhost:" + port + "/postgres", properties);
  }

  private void start(Optional<PostmasterFile> stale, boolean lastTry) throws IOException {
    int port = freePort();
    try {
      if (isLinux() && stale.isPresent() && stale.get().isAlive()) {
        startBeside(stale.get(), port);
      } else {
        // Makes the server a session leader, which Ctrl-C in this JVM's terminal does not reach.
        binaries.run(
            "pg_ctl",
            List.of(
                "start",
                "--pgdata=" + directory,
                "--log=" + log,
                "--wait",
                "--timeout=" + PROGRAM_WAIT_SECONDS,
                "--options=-p " + port));
      }
    } catch (IOException e) {
      if (lastTry) {
        throw new IOException(e.getMessage() + logTail(), e);
      }
      // The port may have been taken, or processes of a killed server may not have ended yet.
      LOG.warnf("PostgreSQL did not start, trying again: %s", e.getMessage());
      Pause.ofMillis(PAUSE_AFTER_FAILED_START_MILLIS);
    }
  }

  /**
   * Starts the server though its stale file names a live process, which is another program's.
   * PostgreSQL cannot tell that process from a server and would refuse to start. But it passes over
   * the one said to be its grandparent, still makes sure that no process uses the cluster's shared
   * memory, and replaces the file itself.
   */
  private void startBeside(PostmasterFile stale, int port) throws IOException {
    LOG.infof("Process %d, named in a stale postmaster.pid, is no server", stale.pid());
    Process process =
        binaries.startServer(
            List.of("-D", directory.toString(), "-p", Integer.toString(port)), stale.pid(), log);
    while (process.isAlive()) {
      Optional<PostmasterFile> file = PostmasterFile.of(directory);
      if (file.isPresent() && file.get().pid() == process.pid()) {
        return;
      }
      Pause.ofMillis(POLL_MILLIS);
    }
    throw new IOException("postgres ended with " + process.exitValue());
  }

  private boolean answers(PostmasterFile server) throws IOException, SQLException {
    try (Connection connection = connect(server.port(), "tillgram-check");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("show data_directory")) {
      return result.next() && Files.isSameFile(Path.of(result.getString(1)), directory);
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith(REFUSED)) {
        throw e;
      }
      LOG.debugf("PostgreSQL does not answer yet: %s", e.getMessage());
      return false;
    }
  }

  private String logTail() throws IOException {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return "\nThe end of " + log + ":\n" + String.join("\n", tail);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static Path passwordFile(Path cluster) {
    return cluster.resolve("tillgram.password");
  }

  private static Path newPasswordFile(Path directory) throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path file = Files.createFile(directory.resolve("password"), ownerOnly);
    return Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }
}
