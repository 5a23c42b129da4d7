package io.github.tillgram.database;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Without a database nothing can be kept. */
@RegisterForReflection
public final class DatabaseSettings implements SettingsRule<DatabaseConfig> {

  /** Without user and password: an address is logged when it does not answer. */
  private static final Pattern URL =
      Pattern.compile(
          "postgresql://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?/[^/?#@\\s]+(\\?\\S*)?");

  private static final int FEWEST_CONNECTIONS = 5;
  private static final int MOST_CONNECTIONS = 500;
  private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);

  /** Telegram waits a minute for the answer to an update. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(50);

  @Override
  public Class<DatabaseConfig> settings() {
    return DatabaseConfig.class;
  }

  @Override
  public List<String> findings(DatabaseConfig settings) {
    return Stream.of(
            address(settings.url().orElse("")),
            connections(settings.connections()),
            silence(settings.silence()))
        .flatMap(Function.identity())
        .toList();
  }

  private static Stream<String> address(String url) {
    if (url.isBlank()) {
      return Stream.of(
          "TILLGRAM_DATABASE_URL is missing: set it to postgresql://host:port/database");
    }
    return URL.matcher(url).matches()
        ? Stream.empty()
        : Stream.of(
            "TILLGRAM_DATABASE_URL must have the form postgresql://host:port/database; user and"
                + " password belong into TILLGRAM_DATABASE_USERNAME and TILLGRAM_DATABASE_PASSWORD");
  }

  private static Stream<String> connections(int connections) {
    return connections >= FEWEST_CONNECTIONS && connections <= MOST_CONNECTIONS
        ? Stream.empty()
        : Stream.of("TILLGRAM_DATABASE_CONNECTIONS must lie between 5 and 500");
  }

  private static Stream<String> silence(Duration silence) {
    return silence.compareTo(SHORTEST_SILENCE) >= 0 && silence.compareTo(LONGEST_SILENCE) <= 0
        ? Stream.empty()
        : Stream.of("TILLGRAM_DATABASE_SILENCE must lie between PT1S and PT50S");
  }
}
