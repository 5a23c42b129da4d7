package io.github.tillgram.sandbox.database;

import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells how to reach the embedded database, which starts when that is first asked. Quarkus builds a
 * configuration on several occasions, as for generating code, of which only some need a database.
 *
 * <p>For the same reason the names are not listed: whoever copies all of a configuration would
 * start the database, and an address recorded at build time would be wrong at the next start.
 */
final class EmbeddedDatabaseConfigSource implements ConfigSource {

  static final String URL = "tillgram.database.url";
  private static final String USERNAME = "tillgram.database.username";
  private static final String PASSWORD = "tillgram.database.password";

  private final Path dataDir;
  private final int ordinal;
  private EmbeddedDatabase database;

  EmbeddedDatabaseConfigSource(Path dataDir, int ordinal) {
    this.dataDir = dataDir;
    this.ordinal = ordinal;
  }

  @Override
  public String getName() {
    return "embedded database in " + dataDir;
  }

  @Override
  public int getOrdinal() {
    return ordinal;
  }

  @Override
  public Set<String> getPropertyNames() {
    return Set.of();
  }

  @Override
  public String getValue(String name) {
    return switch (name) {
      case URL -> database().url();
      case USERNAME -> database().username();
      case PASSWORD -> database().password();
      default -> null;
    };
  }

  private synchronized EmbeddedDatabase database() {
    if (database == null) {
      database = EmbeddedDatabase.ensureRunning(dataDir);
    }
    return database;
  }
}
