package io.github.tillgram.database;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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
          "postgresql://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?/[^/?#@\\s]+");

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
            address(settings.url().orElse("").strip()),
            parameters(settings.url().orElse("").strip(), settings.ca().orElse("").strip()),
            authorities(settings.ca().orElse("").strip()),
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
    return URL.matcher(url.split("\\?", 2)[0]).matches()
        ? Stream.empty()
        : Stream.of(
            "TILLGRAM_DATABASE_URL must have the form postgresql://host:port/database; user and"
                + " password belong into TILLGRAM_DATABASE_USERNAME and TILLGRAM_DATABASE_PASSWORD");
  }

  private static Stream<String> parameters(String url, String authorities) {
    int begin = url.indexOf('?');
    if (begin < 0) {
      return Stream.empty();
    }
    if (!url.substring(begin).matches(DatabaseEncryption.PARAMETERS)) {
      return Stream.of(
          "TILLGRAM_DATABASE_URL can have no parameters but one of ?sslmode=disable,"
              + " ?sslmode=require and ?sslmode=verify-full");
    }
    boolean verified = DatabaseEncryption.VERIFIED.isAskedForBy(url);
    if (verified && authorities.isEmpty()) {
      return Stream.of(
          "TILLGRAM_DATABASE_CA is missing: ?sslmode=verify-full in TILLGRAM_DATABASE_URL needs a"
              + " PEM file with the certificates of the authorities");
    }
    return verified || authorities.isEmpty()
        ? Stream.empty()
        : Stream.of(
            "TILLGRAM_DATABASE_URL must not weaken what TILLGRAM_DATABASE_CA asks for: leave sslmode"
                + " away or set it to verify-full");
  }

  private static Stream<String> authorities(String file) {
    return file.isEmpty() || holdsCertificates(file)
        ? Stream.empty()
        : Stream.of(
            "TILLGRAM_DATABASE_CA must be the path of a PEM file that can be read and holds one"
                + " certificate or more");
  }

  private static boolean holdsCertificates(String file) {
    try {
      String pem = Files.readString(Path.of(file));
      return pem.contains("-----BEGIN CERTIFICATE-----")
          && !CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
              .isEmpty();
    } catch (IOException | InvalidPathException | CertificateException unusable) {
      return false;
    }
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
