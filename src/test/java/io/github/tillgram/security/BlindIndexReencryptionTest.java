package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.EncryptedColumns.Column;
import io.github.tillgram.testsupport.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is found by a blind index is still found after a re-encryption, when the old key is gone. In
 * a table of the test's own, since the service around it goes on with its key.
 */
@QuarkusTest
class BlindIndexReencryptionTest {

  private static final String OLD = "before:" + key('o');
  private static final String NEW = "behind:" + key('n');
  private static final Column INDEXED = Column.indexed("test_safe", "secret", "secret_index");
  private static final Column PLAIN = new Column("test_safe", "other");

  private static final String INSERT =
      "INSERT INTO test_safe (id, secret, secret_index, other) VALUES (?, ?, ?, ?)";

  @Inject Database database;
  @Inject Vertx vertx;
  @Inject Pool pool;

  @BeforeEach
  void build() {
    database.update("DROP TABLE IF EXISTS test_safe");
    database.update(
        "CREATE TABLE test_safe (id uuid PRIMARY KEY, secret text, secret_index text, other text)");
  }

  @AfterEach
  void tearDown() {
    database.update("DROP TABLE test_safe");
    database.update("DELETE FROM reencryption WHERE key_id = 'behind'");
  }

  @Test
  void theIndexFollowsTheCiphertext() throws Throwable {
    Encryption before = encryption(OLD);
    Encryption both = encryption(NEW + "," + OLD);
    for (int i = 0; i < 40; i++) {
      store(before, before, i);
    }
    // A replica in between: its ciphertext is new already, its index is not.
    store(both, before, 40);

    reencrypt(both);

    BlindIndex afterwards = new BlindIndex(encryption(NEW));
    for (int i = 0; i <= 40; i++) {
      assertThat(
              database.number(
                  "SELECT count(*) FROM test_safe WHERE secret_index = ?",
                  afterwards.of(Secret.of("secret " + i), INDEXED)))
          .as("secret %d is found with the new key alone", i)
          .isEqualTo(1);
    }
    assertThat(
            database.number(
                "SELECT count(*) FROM test_safe WHERE secret LIKE 'before.%'"
                    + " OR secret_index LIKE 'before.%' OR other LIKE 'before.%'"))
        .isZero();
  }

  @Test
  void anIndexThatIsLeftKeepsItsKeyInUse() {
    Encryption both = encryption(NEW + "," + OLD);
    store(both, encryption(OLD), 1);

    assertThat(
            database.text(
                "SELECT string_agg(place || ' ' || key_id, ',' ORDER BY place) FROM ("
                    + ciphertexts().census()
                    + ") c"))
        .isEqualTo("test_safe.other behind,test_safe.secret behind,test_safe.secret_index before");
  }

  private void store(Encryption encryption, Encryption ofTheIndex, int number) {
    UUID id = UUID.randomUUID();
    Secret secret = Secret.of("secret " + number);
    database.update(
        INSERT,
        id,
        encryption.encrypt(secret, new Place("test_safe", "secret", id)),
        new BlindIndex(ofTheIndex).of(secret, INDEXED),
        encryption.encrypt(secret, new Place("test_safe", "other", id)));
  }

  private void reencrypt(Encryption encryption) throws Throwable {
    Reencryption work = new Reencryption(pool, ciphertexts(), encryption);
    ReencryptionWorker worker =
        new ReencryptionWorker(vertx, pool, ciphertexts(), encryption, new BlindIndex(encryption));
    VertxContextSupport.subscribeAndAwait(
        () -> work.start((connection, key) -> Uni.createFrom().voidItem()).chain(worker::work));
  }

  private static Ciphertexts ciphertexts() {
    return new Ciphertexts(List.of(() -> List.of(INDEXED, PLAIN)));
  }

  private static String key(char fill) {
    return Base64.getEncoder().encodeToString(String.valueOf(fill).repeat(32).getBytes());
  }

  private static Encryption encryption(String keys) {
    return new Encryption(
        new SecurityConfig() {
          @Override
          public Optional<String> adminKey() {
            return Optional.empty();
          }

          @Override
          public Optional<String> encryptionKeys() {
            return Optional.of(keys);
          }
        });
  }
}
