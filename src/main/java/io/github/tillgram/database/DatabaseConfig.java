package io.github.tillgram.database;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where everything is kept. */
@ConfigMapping(prefix = "tillgram.database")
public interface DatabaseConfig {

  /** {@code postgresql://host:port/database}, PostgreSQL 15 or newer. */
  Optional<String> url();

  Optional<String> username();

  Optional<String> password();
}
