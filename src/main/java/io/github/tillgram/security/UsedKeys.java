package io.github.tillgram.security;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Refuses the start when a key that is still in use is missing: a replica without it could neither
 * know its bots' senders nor call for them, and an orchestrator keeps the replicas that can.
 */
@ApplicationScoped
class UsedKeys {

  private static final Logger LOG = Logger.getLogger(UsedKeys.class);
  private static final int AFTER_MIGRATIONS = 2;

  private final DataSource database;
  private final Ciphertexts ciphertexts;
  private final Encryption encryption;

  UsedKeys(DataSource database, Ciphertexts ciphertexts, Encryption encryption) {
    this.database = database;
    this.ciphertexts = ciphertexts;
    this.encryption = encryption;
  }

  void check(@Observes @Priority(AFTER_MIGRATIONS) StartupEvent event) throws SQLException {
    Map<String, String> missing = missing();
    if (!missing.isEmpty()) {
      LOG.error(message(missing));
      throw new IllegalStateException("TILLGRAM_ENCRYPTION_KEYS lacks keys");
    }
  }

  private static String message(Map<String, String> missing) {
    return missing.entrySet().stream()
        .map(key -> key.getKey() + " (" + key.getValue() + ")")
        .collect(
            Collectors.joining(
                "; ",
                "TILLGRAM_ENCRYPTION_KEYS lacks keys that are still in use, put them back behind"
                    + " the first: ",
                ""));
  }

  /** What needs it, by the id of a key that is not configured. */
  private Map<String, String> missing() throws SQLException {
    Map<String, String> missing = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ciphertexts.census())) {
      while (rows.next()) {
        String keyId = rows.getString("key_id");
        if (!encryption.knows(keyId)) {
          String use = rows.getLong("n") + " in " + rows.getString("place");
          missing.merge(keyId, use, (one, other) -> one + ", " + other);
        }
      }
    }
    return missing;
  }
}
