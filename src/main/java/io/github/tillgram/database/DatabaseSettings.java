package io.github.tillgram.database;

import io.github.tillgram.startup.SettingsRule;
import java.util.List;
import java.util.regex.Pattern;

/** Without a database nothing can be kept. */
public final class DatabaseSettings implements SettingsRule<DatabaseConfig> {

  /** Without user and password: an address is logged when it does not answer. */
  private static final Pattern URL =
      Pattern.compile(
          "postgresql://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?/[^/?#@\\s]+(\\?\\S*)?");

  @Override
  public Class<DatabaseConfig> settings() {
    return DatabaseConfig.class;
  }

  @Override
  public List<String> findings(DatabaseConfig settings) {
    String url = settings.url().orElse("");
    if (url.isBlank()) {
      return List.of("TILLGRAM_DATABASE_URL is missing: set it to postgresql://host:port/database");
    }
    return URL.matcher(url).matches()
        ? List.of()
        : List.of(
            "TILLGRAM_DATABASE_URL must have the form postgresql://host:port/database; user and"
                + " password belong into TILLGRAM_DATABASE_USERNAME and TILLGRAM_DATABASE_PASSWORD");
  }
}
