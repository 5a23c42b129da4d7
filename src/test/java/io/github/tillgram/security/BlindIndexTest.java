package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.EncryptedColumns.Column;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlindIndexTest {

  private static final byte[] OLD_KEY = "o".repeat(32).getBytes();
  private static final String OLD = "old:" + Base64.getEncoder().encodeToString(OLD_KEY);
  private static final String NEW =
      "new:" + Base64.getEncoder().encodeToString("n".repeat(32).getBytes());
  private static final Column COLUMN = Column.indexed("safe", "secret", "secret_index");
  private static final Secret SECRET = Secret.of("demoaccesskey0000000000000000001");

  private final BlindIndex before = with(OLD);
  private final BlindIndex after = with(NEW + "," + OLD);

  @Test
  void theSameTextHasTheSameIndexAndAnotherHasAnother() {
    assertThat(before.of(SECRET, COLUMN)).isEqualTo(with(OLD).of(SECRET, COLUMN));
    assertThat(before.of(SECRET, COLUMN))
        .isNotEqualTo(before.of(Secret.of("demoaccesskey0000000000000000002"), COLUMN));
  }

  @Test
  void itIsWrittenWithTheFirstKeyAndFoundUnderAll() {
    assertThat(after.of(SECRET, COLUMN)).startsWith("new.");
    assertThat(after.candidates(SECRET.reveal(), COLUMN))
        .containsExactlyInAnyOrder(after.of(SECRET, COLUMN), before.of(SECRET, COLUMN));
  }

  @Test
  void equalTextsOfTwoColumnsDoNotLookAlike() {
    assertThat(before.of(SECRET, COLUMN))
        .isNotEqualTo(before.of(SECRET, new Column("safe", "other")));
  }

  @Test
  void theEncryptionKeyItselfDigestsNoText() throws Exception {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(OLD_KEY, "HmacSHA256"));
    String direct =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(mac.doFinal(SECRET.reveal().getBytes()));

    assertThat(before.of(SECRET, COLUMN)).doesNotContain(direct).doesNotContain(SECRET.reveal());
  }

  @Test
  void aFingerprintIsShortAndKeyed() {
    String fingerprint = new Fingerprints(encryption(OLD)).of(SECRET);

    assertThat(fingerprint).matches("[0-9a-f]{8}");
    assertThat(new Fingerprints(encryption(OLD)).of(SECRET)).isEqualTo(fingerprint);
    assertThat(new Fingerprints(encryption(NEW)).of(SECRET)).isNotEqualTo(fingerprint);
  }

  private static BlindIndex with(String keys) {
    return new BlindIndex(encryption(keys));
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
