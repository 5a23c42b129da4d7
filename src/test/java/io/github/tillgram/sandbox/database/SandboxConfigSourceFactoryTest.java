package io.github.tillgram.sandbox.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxConfigSourceFactoryTest {

  private static final int ENVIRONMENT = 300;

  @TempDir private Path temporary;

  @Test
  void isRegistered() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder().addDiscoveredSources().withProfile("dev").build();

    assertThat(config.getOptionalValue("tillgram.admin-key", String.class)).isPresent();
  }

  @Test
  void contributesNothingInProduction() {
    for (String profiles : new String[] {"prod", "prod,dev", "staging"}) {
      SmallRyeConfig config = config(profiles, Map.of());

      assertThat(config.getPropertyNames())
          .filteredOn(name -> name.startsWith("tillgram"))
          .containsExactly("tillgram.data-dir");
      assertThat(config.getOptionalValue("tillgram.database.url", String.class)).isEmpty();
    }
  }

  @Test
  void contributesAddressesAndKeysOfDevelopment() {
    SmallRyeConfig config = config("dev", Map.of());

    assertThat(config.getValue("tillgram.admin-key", String.class))
        .isEqualTo("tillgram-dev-operator-key");
    String[] encryptionKey =
        config.getValue("tillgram.encryption-keys", String.class).split(":", 2);
    assertThat(encryptionKey[0]).isEqualTo("dev");
    assertThat(Base64.getDecoder().decode(encryptionKey[1])).hasSize(32);
    assertThat(config.getValue("tillgram.public-url", String.class))
        .isEqualTo("http://localhost:8080");
    assertThat(config.getValue("tillgram.telegram.api-url", String.class))
        .isEqualTo("http://localhost:8080/sandbox/telegram");
    assertThat(config.getValue("tillgram.apay.api-url", String.class))
        .isEqualTo("http://localhost:8080/sandbox/apay");
    assertThat(config.getValue("tillgram.currencies-url", String.class))
        .isEqualTo("http://localhost:8080/sandbox/currencies.json");
  }

  @Test
  void contributesAddressesOfTests() {
    SmallRyeConfig config = config("test", Map.of());

    assertThat(config.getValue("tillgram.public-url", String.class))
        .isEqualTo("http://localhost:8081");
    assertThat(config.getValue("tillgram.telegram.api-url", String.class))
        .isEqualTo("http://localhost:8081/sandbox/telegram");
  }

  @Test
  void isOverridden() {
    SmallRyeConfig config =
        config(
            "dev",
            Map.of("tillgram.public-url", "https://pay.example", "tillgram.admin-key", "other"));

    assertThat(config.getValue("tillgram.admin-key", String.class)).isEqualTo("other");
    assertThat(config.getValue("tillgram.telegram.api-url", String.class))
        .isEqualTo("https://pay.example/sandbox/telegram");
  }

  @Test
  void leavesAConfiguredDatabaseAlone() {
    SmallRyeConfig config =
        config("dev", Map.of("tillgram.database.url", "postgresql://db.example/till"));

    assertThat(config.getValue("tillgram.database.url", String.class))
        .isEqualTo("postgresql://db.example/till");
    assertThat(config.getOptionalValue("tillgram.database.username", String.class)).isEmpty();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void startsTheDatabaseOnlyWhenAsked() {
    SmallRyeConfig config = config("dev", Map.of());
    config.getPropertyNames().forEach(config::getConfigValue);
    assertThat(temporary).isEmptyDirectory();

    // Stopped when this JVM exits, therefore not in a directory that is deleted before.
    Path kept = Path.of("target", "sandbox-database");
    SmallRyeConfig asked = config("test", Map.of("tillgram.data-dir", kept.toString()));

    assertThat(asked.getValue("tillgram.database.url", String.class))
        .startsWith("postgresql://localhost:");
    assertThat(asked.getValue("tillgram.database.username", String.class)).isEqualTo("postgres");
    assertThat(asked.getValue("tillgram.database.password", String.class)).isNotBlank();
    assertThat(Files.isDirectory(kept.resolve("postgres"))).isTrue();
  }

  private SmallRyeConfig config(String profiles, Map<String, String> configured) {
    Map<String, String> properties = new HashMap<>(configured);
    properties.putIfAbsent("tillgram.data-dir", temporary.toString());
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withProfile(profiles)
        .withSources(new PropertiesConfigSource(properties, "configured", ENVIRONMENT))
        .withSources(new SandboxConfigSourceFactory())
        .build();
  }
}
