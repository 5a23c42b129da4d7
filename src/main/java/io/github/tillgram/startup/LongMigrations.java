package io.github.tillgram.startup;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Has replicas wait for the one that migrates as long as Kubernetes waits for their start. The lock
 * that keeps them waiting is the session's: an index that is built beside the daily work waits for
 * all transactions to end, and would wait for that of the lock for ever.
 */
@Singleton
class LongMigrations implements FlywayConfigurationCustomizer {

  /** A second lies between two. */
  private static final int ATTEMPTS = 600;

  @Override
  public void customize(FluentConfiguration configuration) {
    configuration.lockRetryCount(ATTEMPTS);
    configuration
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
  }
}
