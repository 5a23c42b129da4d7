package io.github.tillgram.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where everything is kept. */
@ConfigMapping(prefix = "tillgram.database")
public interface DatabaseConfig {

  /**
   * {@code postgresql://host:port/database}, PostgreSQL 15 or newer; {@code ?sslmode=require}
   * encrypts without asking who answers.
   */
  Optional<String> url();

  Optional<String> username();

  Optional<String> password();

  /**
   * The path of a PEM file with the certificates of the authorities that the database's certificate
   * may come from. With it every connection is encrypted, and the database has to prove who it is.
   */
  Optional<String> ca();

  /**
   * How many connections a replica opens at most, those of pre-checkouts not counted, which have
   * eight of their own. The door for Telegram uses three of five and the one for A-Pay one of five;
   * the rest is left to merchants and to the outbox.
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
