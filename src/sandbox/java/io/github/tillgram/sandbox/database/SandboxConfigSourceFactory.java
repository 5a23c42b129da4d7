package io.github.tillgram.sandbox.database;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Lets the service run in development and tests with nothing configured: with the embedded
 * database, keys that are no secret, and the sandbox in place of the services outside. A production
 * profile gets none of it, even if the sandbox is on its classpath.
 */
public final class SandboxConfigSourceFactory implements ConfigSourceFactory {

  /** Below application.properties (250), environment variables (300), system properties (400). */
  private static final int ORDINAL = 150;

  private static final String DATA_DIR = "tillgram.data-dir";

  /** 32 bytes that can be read, so that nobody takes them for a key to keep. */
  private static final String ENCRYPTION_KEY = "tillgram-dev-key-never-for-real!";

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    List<String> profiles = context.getProfiles();
    boolean test = profiles.contains("test");
    if (profiles.contains("prod") || !test && !profiles.contains("dev")) {
      return List.of();
    }
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(new PropertiesConfigSource(defaults(test), "sandbox defaults", ORDINAL));
    if (value(context, EmbeddedDatabaseConfigSource.URL, "").isEmpty()) {
      Path dataDir = Path.of(value(context, DATA_DIR, test ? "target/data" : "data"));
      sources.add(new EmbeddedDatabaseConfigSource(dataDir, ORDINAL));
    }
    return sources;
  }

  private static Map<String, String> defaults(boolean test) {
    String port = test ? "${quarkus.http.test-port:8081}" : "${quarkus.http.port:8080}";
    String encryptionKey =
        Base64.getEncoder().encodeToString(ENCRYPTION_KEY.getBytes(StandardCharsets.US_ASCII));
    return Map.of(
        DATA_DIR,
        test ? "target/data" : "data",
        "tillgram.admin-key",
        "tillgram-dev-operator-key",
        "tillgram.encryption-keys",
        "dev:" + encryptionKey,
        "tillgram.public-url",
        "http://localhost:" + port,
        "tillgram.telegram.api-url",
        "${tillgram.public-url}/sandbox/telegram",
        "tillgram.apay.api-url",
        "${tillgram.public-url}/sandbox/apay",
        "tillgram.currencies-url",
        "${tillgram.public-url}/sandbox/currencies.json");
  }

  private static String value(ConfigSourceContext context, String name, String otherwise) {
    ConfigValue found = context.getValue(name);
    return found == null || found.getValue() == null || found.getValue().isBlank()
        ? otherwise
        : found.getValue().strip();
  }
}
