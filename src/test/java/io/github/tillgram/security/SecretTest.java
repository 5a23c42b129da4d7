package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  private static final Secret SECRET = Secret.of("s3cr3t-Value");

  @Test
  void itNeverPrintsItself() {
    assertThat(SECRET).hasToString("***");
    assertThat(Map.of("token", SECRET)).hasToString("{token=***}");
    assertThat(String.valueOf(SECRET.hashCode())).isEqualTo("0");
  }

  @Test
  void onlyItsVeryValueMatches() {
    assertThat(SECRET.matches("s3cr3t-Value")).isTrue();
    assertThat(SECRET.reveal()).isEqualTo("s3cr3t-Value");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "s3cr3t", "s3cr3t-Value ", "s3cr3t-ValueX", "S3CR3T-VALUE", "\0", "\ud800"})
  void nothingElseMatchesAndNothingThrows(String presented) {
    assertThat(SECRET.matches(presented)).isFalse();
  }

  @Test
  void equalSecretsAreEqual() {
    assertThat(SECRET)
        .isEqualTo(Secret.of("s3cr3t-Value"))
        .isNotEqualTo(Secret.of("other"))
        .isNotEqualTo("s3cr3t-Value");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void anEmptySecretIsNone(String value) {
    assertThatThrownBy(() -> Secret.of(value)).isInstanceOf(IllegalArgumentException.class);
  }
}
