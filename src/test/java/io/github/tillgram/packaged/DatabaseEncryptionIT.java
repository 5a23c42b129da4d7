package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Authority;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that takes encrypted connections only, with a certificate of our own authority. */
class DatabaseEncryptionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Path directory;
  private static Authority authority;
  private static Installation installation;

  @BeforeAll
  static void demandEncryption() throws Exception {
    directory = Files.createTempDirectory(Path.of("target"), "encryption-").toAbsolutePath();
    authority = new Authority(directory, "ours");
    authority.sign("dns:localhost");
    installation = new Installation("encryption");
    Postgres database = installation.database();
    database.update("ALTER SYSTEM SET ssl = on");
    Files.writeString(
        Path.of(database.text("SHOW hba_file")),
        """
        hostssl all all all scram-sha-256
        hostnossl postgres all all scram-sha-256
        """);
    showCertificateIn(directory);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void everyConnectionIsEncryptedAndVerified() {
    installation.with("TILLGRAM_DATABASE_CA", authority.certificate().toString());

    servesEncrypted();
  }

  @Test
  void theAddressCanAskForEncryptionAlone() {
    String url = installation.settings().get("TILLGRAM_DATABASE_URL");
    installation
        .with("TILLGRAM_DATABASE_CA", "")
        .with("TILLGRAM_DATABASE_URL", url + "?sslmode=require");
    try {
      servesEncrypted();
    } finally {
      installation.with("TILLGRAM_DATABASE_URL", url);
    }
  }

  @Test
  void nothingIsSentToADatabaseOfAnotherAuthority() throws Exception {
    Authority another = new Authority(directory, "another");
    installation.with("TILLGRAM_DATABASE_CA", another.certificate().toString());

    assertThat(startThatFails()).contains("unable to find valid certification path");
  }

  /** What JDBC verifies at the start the pools verify with every connection. */
  @Test
  void thePoolsTurnAwayFromADatabaseThatChangesItsAuthority() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    new Authority(elsewhere, "stranger").sign("dns:localhost");
    installation.with("TILLGRAM_DATABASE_CA", authority.certificate().toString());
    try (ServiceProcess service = installation.start().awaitReady()) {
      Till till = installation.openTill(service);
      assertThat(till.issue("before").statusCode()).isEqualTo(201);

      showCertificateIn(elsewhere);

      await().until(() -> till.issue("after-" + System.nanoTime()).statusCode() == 503);
    } finally {
      showCertificateIn(directory);
    }
  }

  @Test
  void nothingIsSentToADatabaseOfAnotherName() throws Exception {
    String url = installation.settings().get("TILLGRAM_DATABASE_URL");
    installation
        .with("TILLGRAM_DATABASE_CA", authority.certificate().toString())
        .with("TILLGRAM_DATABASE_URL", url.replace("localhost", "127.0.0.1"));
    try {
      assertThat(startThatFails()).contains("The hostname 127.0.0.1 could not be verified");
    } finally {
      installation.with("TILLGRAM_DATABASE_URL", url);
    }
  }

  @Test
  void withoutAuthorityNothingIsEncrypted() throws Exception {
    installation.with("TILLGRAM_DATABASE_CA", "");

    assertThat(startThatFails()).contains("no encryption");
  }

  /** The start used JDBC, the merchant's calls one pool, the pre-checkout the other. */
  private static void servesEncrypted() {
    try (ServiceProcess service = installation.start().awaitReady()) {
      Till till = installation.openTill(service);
      HttpResponse<String> issued = till.issue("encrypted");
      assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
      UUID invoice = UUID.fromString(new JsonObject(issued.body()).getString("id"));
      HttpResponse<String> answer =
          till.deliver(Till.preCheckout(PEOPLE.get(0), till.payload(invoice)));
      assertThat(new JsonObject(answer.body()).getBoolean("ok")).as(answer.body()).isTrue();

      assertThat(
              installation
                  .database()
                  .column(
                      "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                          + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                          + " AND backend_type = 'client backend'"))
          .hasSizeGreaterThan(1)
          .containsOnly("t");
    }
  }

  /** Connections that are open are ended: the next ones see it. */
  private static void showCertificateIn(Path place) {
    Postgres database = installation.database();
    database.update("ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(place.resolve("server.pem")));
    database.update("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(place.resolve("server.key")));
    database.update("SELECT pg_reload_conf()");
    database.update(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  private static String startThatFails() throws InterruptedException {
    try (ServiceProcess service = installation.start()) {
      assertThat(service.awaitExit(PATIENCE)).isNotZero();
      return service.log();
    }
  }
}
