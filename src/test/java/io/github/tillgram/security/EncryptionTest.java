package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

  private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW =
      "new:" + Base64.getEncoder().encodeToString("n".repeat(32).getBytes());
  private static final Secret TOKEN = Secret.of("123456:ABC-Überraschung");
  private static final UUID ROW = UUID.fromString("0198f3a0-0000-7000-8000-000000000001");
  private static final Place PLACE = new Place("bot", "token", ROW);

  private final Encryption encryption = with(OLD);

  @Test
  void whatWasEncryptedIsReadAgain() {
    String stored = encryption.encrypt(TOKEN, PLACE);

    assertThat(stored).startsWith("old.").doesNotContain("123456");
    assertThat(encryption.decrypt(stored, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    Set<String> stored = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      stored.add(encryption.encrypt(TOKEN, PLACE));
    }

    assertThat(stored).hasSize(100);
  }

  @Test
  void aCiphertextThatWasMovedIsNotReadThere() {
    String stored = encryption.encrypt(TOKEN, PLACE);

    assertUnreadable(stored, new Place("bot", "provider_token", ROW));
    assertUnreadable(stored, new Place("quarantine", "token", ROW));
    assertUnreadable(stored, new Place("bot", "token", UUID.randomUUID()));
  }

  @Test
  void aCiphertextWithAnyByteChangedIsNotRead() {
    byte[] stored = Base64.getUrlDecoder().decode(encryption.encrypt(TOKEN, PLACE).substring(4));
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 1;

      assertUnreadable("old." + Base64.getUrlEncoder().encodeToString(changed), PLACE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.", "old.AAAA", "old.AAAAAAAAAAAAAAAA", "old.!", "old. ", "old.ü"})
  void aCiphertextThatWasCutOffOrGarbledIsNotRead(String stored) {
    assertUnreadable(stored, PLACE);
  }

  @Test
  void aNewKeyInFrontWritesAndTheOldOneStillReads() {
    String written = encryption.encrypt(TOKEN, PLACE);
    Encryption rotated = with(NEW + "," + OLD);

    assertThat(rotated.decrypt(written, PLACE)).isEqualTo(TOKEN);
    assertThat(rotated.encrypt(TOKEN, PLACE)).startsWith("new.");
    assertThat(with(NEW).decrypt(rotated.encrypt(TOKEN, PLACE), PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void aKeyThatIsNotConfiguredIsNamedAndNothingElse() {
    String written = encryption.encrypt(TOKEN, PLACE);

    assertThatThrownBy(() -> with(NEW).decrypt(written, PLACE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no key with the id old in TILLGRAM_ENCRYPTION_KEYS");
  }

  @Test
  void anotherKeyUnderTheSameIdDoesNotRead() {
    String written = encryption.encrypt(TOKEN, PLACE);

    assertThatThrownBy(() -> with(NEW.replace("new:", "old:")).decrypt(written, PLACE))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "new.AAAA", ".AAAA", "OLD.AAAA"})
  void whatNamesNoKnownKeyIsNotRead(String stored) {
    assertUnreadable(stored, PLACE);
  }

  private void assertUnreadable(String stored, Place place) {
    assertThatThrownBy(() -> encryption.decrypt(stored, place))
        .as(stored)
        .isInstanceOf(IllegalStateException.class);
  }

  private static Encryption with(String keys) {
    return new Encryption(new Settings(null, keys));
  }

  /** Settings as they come from the environment. */
  record Settings(String key, String keys) implements SecurityConfig {

    @Override
    public Optional<String> adminKey() {
      return Optional.ofNullable(key);
    }

    @Override
    public Optional<String> encryptionKeys() {
      return Optional.ofNullable(keys);
    }
  }
}
