package io.github.tillgram.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where everything is kept. */
@ConfigMapping(prefix = "tillgram.database")
public interface DatabaseConfig {

  /** {@code postgresql://host:port/database}, PostgreSQL 15 or newer. */
  Optional<String> url();

  Optional<String> username();

  Optional<String> password();

  /**
   * How many connections a replica opens at most, those of pre-checkouts not counted, which have
   * eight of their own. The door for Telegram uses three of five; the rest is left to merchants and
   * to the outbox.
   */
  @WithDefault("20")
  int connections();

  /**
   * How long the database may say nothing while something is asked of it. Afterwards the connection
   * is given up: a server that vanished without a word would otherwise hold it for a quarter of an
   * hour, and whoever waits with it.
   */
  @WithDefault("PT20S")
  Duration silence();
}
