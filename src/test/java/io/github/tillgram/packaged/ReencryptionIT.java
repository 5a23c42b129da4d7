package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A new encryption key takes over while the service is used, and killed. */
class ReencryptionIT {

  private static final Http HTTP = new Http();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So many that a process can be killed amid them. */
  private static final int BODIES = 12_000;

  private static final String OLD = Installation.ENCRYPTION_KEYS;
  private static final String NEXT = "next:c2Vjb25kLWtleS1vZi10aGUtdGVzdHMtbm90LXJlYWw=";
  private static final String[] OPERATOR = {"Authorization", "Bearer " + Installation.OPERATOR_KEY};

  @Test
  void everythingIsEncryptedWithTheNewKeyAlthoughTheProcessIsKilledAmidIt() throws Exception {
    try (Installation installation = new Installation("reencryption")) {
      Till till;
      try (ServiceProcess before = installation.start().awaitReady()) {
        till = installation.openTill(before);
      }
      quarantine(installation.database(), till.botId());
      installation.with("TILLGRAM_ENCRYPTION_KEYS", NEXT + "," + OLD);

      String changed = "1877036958:TEST:changed-meanwhile";
      try (ServiceProcess first = installation.start().awaitReady()) {
        changeMeanwhile(installation.database(), till.botId(), changed, first);
        await().atMost(PATIENCE).until(() -> rewritten(first) > 1_000);
        first.kill();
      }
      assertThat(written(installation.database(), "test")).isPositive();

      try (ServiceProcess second = installation.start().awaitReady()) {
        CompletableFuture<Void> sales = CompletableFuture.runAsync(() -> sell(till));
        assertThat(till.patchBot(new JsonObject().put("rotateSecret", true)).statusCode())
            .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> work(second).getString("finishedAt") != null);
        sales.join();

        assertThat(work(second).getLong("unreadable")).isZero();
        assertThat(work(second).getLong("rewritten")).isGreaterThanOrEqualTo(BODIES);
        assertThat(report(second).getString("writer")).isEqualTo("next");
        assertThat(report(second).getJsonArray("keys").stream().map(JsonObject.class::cast))
            .anyMatch(key -> key.getString("id").equals("test") && key.getLong("ciphertexts") == 0)
            .anyMatch(
                key -> key.getString("id").equals("next") && key.getLong("ciphertexts") > BODIES);
      }
      assertEverythingReads(installation.database(), till.botId(), changed);
      aKeyInUseThatIsMissingIsNamed(installation);
    }
  }

  /** A merchant replaces a token between the moment it is read and the moment it is written. */
  private static void changeMeanwhile(
      Postgres database, UUID bot, String providerToken, ServiceProcess service) throws Exception {
    try (Connection connection = database.connect();
        PreparedStatement change =
            connection.prepareStatement("UPDATE bot SET provider_token = ? WHERE id = ?")) {
      connection.setAutoCommit(false);
      change.setString(1, encrypt(OLD, providerToken, new Place("bot", "provider_token", bot)));
      change.setObject(2, bot);
      change.executeUpdate();

      HttpResponse<String> started =
          HTTP.post(service.root() + "/api/v1/reencryption", new JsonObject(), OPERATOR);
      assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  database.number(
                          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                      > 0);
      connection.commit();
    }
  }

  private static void sell(Till till) {
    for (int i = 0; i < 20; i++) {
      UUID invoice =
          UUID.fromString(new JsonObject(till.issue("sale-" + i).body()).getString("id"));
      String payload = till.payload(invoice);
      JsonObject answer =
          new JsonObject(till.deliver(Till.preCheckout(PEOPLE.get(0), payload)).body());
      assertThat(answer.getBoolean("ok")).isTrue();
      JsonObject payment = Till.payment(PEOPLE.get(0), payload, "charge-" + i);
      assertThat(till.deliver(payment).statusCode()).isEqualTo(200);
    }
  }

  private static void assertEverythingReads(Postgres database, UUID bot, String providerToken) {
    assertThat(written(database, "test")).isZero();
    assertThat(written(database, "next")).isEqualTo(BODIES + 4L);
    assertThat(decrypt(NEXT, database, "bot", "provider_token", bot)).isEqualTo(providerToken);
    for (String id : database.column("SELECT id FROM quarantine ORDER BY id LIMIT 20")) {
      UUID row = UUID.fromString(id);
      assertThat(decrypt(NEXT, database, "quarantine", "body", row)).isEqualTo("body of " + row);
    }
  }

  private static void aKeyInUseThatIsMissingIsNamed(Installation installation) throws Exception {
    installation.with("TILLGRAM_ENCRYPTION_KEYS", OLD);
    try (ServiceProcess service = installation.start()) {
      assertThat(service.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(service.log())
          .contains(
              "TILLGRAM_ENCRYPTION_KEYS lacks keys that are still in use, put them back behind the"
                  + " first: next (",
              BODIES + " in quarantine.body")
          .doesNotContain(OLD.substring(OLD.indexOf(':') + 1));
    }
  }

  private static JsonObject report(ServiceProcess service) {
    return new JsonObject(HTTP.get(service.root() + "/api/v1/reencryption", OPERATOR).body());
  }

  private static JsonObject work(ServiceProcess service) {
    return report(service).getJsonObject("work");
  }

  private static long rewritten(ServiceProcess service) {
    try {
      return work(service).getLong("rewritten");
    } catch (UncheckedIOException notNow) {
      return 0;
    }
  }

  /** How many ciphertexts a key wrote. */
  private static long written(Postgres database, String key) {
    return database.number(
        """
        SELECT count(*) FROM (
          SELECT token AS c FROM bot UNION ALL SELECT provider_token FROM bot
          UNION ALL SELECT webhook_secret FROM bot UNION ALL SELECT previous_webhook_secret FROM bot
          UNION ALL SELECT body FROM quarantine) all_of_them
        WHERE c LIKE ? || '.%'
        """,
        key);
  }

  private static void quarantine(Postgres database, UUID bot) throws Exception {
    Encryption encryption = new Encryption(Till.keys(OLD));
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO quarantine (id, bot_id, digest, reason, body) VALUES (?, ?, ?, ?,"
                    + " ?)")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < BODIES; i++) {
        UUID id = UUID.randomUUID();
        insert.setObject(1, id);
        insert.setObject(2, bot);
        insert.setBytes(3, ByteBuffer.allocate(4).putInt(i).array());
        insert.setString(4, "a test");
        insert.setString(
            5, encryption.encrypt(Secret.of("body of " + id), new Place("quarantine", "body", id)));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private static String encrypt(String keys, String text, Place place) {
    return new Encryption(Till.keys(keys)).encrypt(Secret.of(text), place);
  }

  private static String decrypt(
      String keys, Postgres database, String table, String column, UUID id) {
    String stored = database.text("SELECT " + column + " FROM " + table + " WHERE id = ?", id);
    return new Encryption(Till.keys(keys)).decrypt(stored, new Place(table, column, id)).reveal();
  }
}
