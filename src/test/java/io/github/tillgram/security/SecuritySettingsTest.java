package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecuritySettingsTest {

  private static final String ADMIN_KEY = "operator-key-0123456789";
  private static final String BASE64 =
      Base64.getEncoder().encodeToString("k".repeat(32).getBytes());
  private static final String SHORT_BASE64 =
      Base64.getEncoder().encodeToString("s".repeat(16).getBytes());

  @ParameterizedTest
  @ValueSource(strings = {"a:KEY", "a:KEY,b:KEY", " a : KEY , b:KEY ", "A-1_b:KEY"})
  void wellFormedKeysRaiseNoFinding(String keys) {
    assertThat(findings(ADMIN_KEY, keys)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KEY | entry 1 must have the form id:base64",
        "a:KEY, | entry 2 must have the form id:base64",
        ":KEY | entry 1 must have the form id:base64",
        "a b:KEY | entry 1 must have the form id:base64",
        "a:KEY,b.c:KEY | entry 2 must have the form id:base64",
        "a:KEY,a:KEY | the id of entry 2 is used twice",
        "a:KEY,b:%%KEY | the key of entry 2 is not base64",
        "a:SHORT | the key of entry 1 has 16 bytes instead of 32",
        "a: | the key of entry 1 has 0 bytes instead of 32"
      })
  void aMalformedKeyIsNamedByItsPlaceAndNeverRepeated(String keys, String finding) {
    List<String> findings = findings(ADMIN_KEY, keys);

    assertThat(findings).containsExactly("TILLGRAM_ENCRYPTION_KEYS: " + finding);
    assertThat(findings.get(0)).doesNotContain(BASE64, SHORT_BASE64);
  }

  @Test
  void whatIsMissingIsNamedAsTheEnvironmentSpellsIt() {
    assertThat(findings(null, null))
        .hasSize(2)
        .anyMatch(finding -> finding.startsWith("TILLGRAM_ADMIN_KEY is missing"))
        .anyMatch(finding -> finding.startsWith("TILLGRAM_ENCRYPTION_KEYS is missing"));
    assertThat(findings("  ", " ")).hasSize(2);
  }

  @Test
  void anOperatorsKeyThatCanBeGuessedIsRefusedWithoutRepeatingIt() {
    assertThat(findings("123456789012345", "a:KEY"))
        .singleElement()
        .asString()
        .startsWith("TILLGRAM_ADMIN_KEY is too short")
        .doesNotContain("123456789012345");
    assertThat(findings("1234567890123456", "a:KEY")).isEmpty();
  }

  private static List<String> findings(String adminKey, String keys) {
    String spelled =
        keys == null ? null : keys.replace("SHORT", SHORT_BASE64).replace("KEY", BASE64);
    return new SecuritySettings().findings(new EncryptionTest.Settings(adminKey, spelled));
  }
}
