package io.github.tillgram.database;

import io.github.tillgram.startup.SettingsRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Without a database nothing can be kept. */
@ApplicationScoped
class DatabaseSettings implements SettingsRule {

  private static final String SCHEME = "postgresql://";

  private final DatabaseConfig config;

  DatabaseSettings(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public List<String> findings() {
    String url = config.url().orElse("");
    if (url.isBlank()) {
      return List.of("TILLGRAM_DATABASE_URL is missing: set it to postgresql://host:port/database");
    }
    return url.startsWith(SCHEME)
        ? List.of()
        : List.of("TILLGRAM_DATABASE_URL must have the form postgresql://host:port/database");
  }
}
