package io.github.tillgram.startup;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Has replicas wait for the one that migrates as long as Kubernetes waits for their start. */
@Singleton
class LongMigrations implements FlywayConfigurationCustomizer {

  /** A second lies between two. */
  private static final int ATTEMPTS = 600;

  @Override
  public void customize(FluentConfiguration configuration) {
    configuration.lockRetryCount(ATTEMPTS);
  }
}
