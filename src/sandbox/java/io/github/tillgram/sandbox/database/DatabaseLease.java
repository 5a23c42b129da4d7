package io.github.tillgram.sandbox.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * This JVM's interest in a server: a connection that stays open and idle until the JVM ends.
 *
 * <p>The server knows by it who still needs it, also when a JVM is killed, for then the operating
 * system closes the connection. When the JVM exits, it stops the server unless
 *
 * <ul>
 *   <li>another JVM holds a lease: then that JVM will do it;
 *   <li>anybody else is still connected after a grace time, in which this JVM's own connection
 *       pools close: then the server keeps running, to be adopted by the next start.
 * </ul>
 */
final class DatabaseLease {

  private static final Logger LOG = Logger.getLogger(DatabaseLease.class);
  private static final String APPLICATION_NAME = "tillgram-lease";
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 100;

  private static final String COUNT_OTHERS =
      "select count(*) filter (where application_name = '"
          + APPLICATION_NAME
          + "'), count(*) from pg_stat_activity where pid <> pg_backend_pid()"
          + " and backend_type in ('client backend', 'walsender')";

  private final PostgresCluster cluster;
  private final Connection connection;

  private DatabaseLease(PostgresCluster cluster, Connection connection) {
    this.cluster = cluster;
    this.connection = connection;
  }

  /**
   * Takes a lease, unless this JVM has one of this very server. The mark of it is a system property
   * since a static field would be one for each class loader.
   */
  static void hold(PostgresCluster cluster, PostmasterFile server) throws SQLException {
    String mark = EmbeddedDatabase.JVM_MONITOR + ".lease:" + cluster.directory();
    String value = server.pid() + "/" + server.started();
    if (value.equals(System.getProperty(mark))) {
      return;
    }
    DatabaseLease lease =
        new DatabaseLease(cluster, cluster.connect(server.port(), APPLICATION_NAME));
    // At exit the class loader may be closed. All that is needed then is loaded by this first use.
    lease.others();
    Runtime.getRuntime().addShutdownHook(new Thread(lease::end, "tillgram-postgres-lease"));
    System.setProperty(mark, value);
  }

  private void end() {
    try {
      long begun = System.nanoTime();
      while (!settled()) {
        if (System.nanoTime() - begun > GRACE.toNanos()) {
          LOG.infof("PostgreSQL in %s is in use and keeps running", cluster.directory());
          return;
        }
        Pause.ofMillis(POLL_MILLIS);
      }
    } catch (IOException | SQLException | RuntimeException | LinkageError e) {
      // Whatever happens, a server that keeps running does no harm: the next start adopts it.
      LOG.warnf("PostgreSQL in %s was not stopped: %s", cluster.directory(), e);
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private boolean settled() throws IOException, SQLException {
    // The lock keeps out a JVM that is about to adopt the server and has no lease yet.
    synchronized (EmbeddedDatabase.JVM_MONITOR) {
      try (DirectoryLock lock = DirectoryLock.acquire(cluster.lockFile(), LOCK_PATIENCE)) {
        Others others = others();
        if (others.leases() > 0) {
          return true;
        }
        if (others.connections() > 0) {
          return false;
        }
        cluster.stop();
        return true;
      }
    }
  }

  private Others others() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(COUNT_OTHERS)) {
      result.next();
      return new Others(result.getInt(1), result.getInt(2));
    }
  }

  /** Who else is connected: those holding a lease, and all. */
  private record Others(int leases, int connections) {}
}
