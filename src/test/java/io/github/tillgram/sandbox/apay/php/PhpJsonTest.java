package io.github.tillgram.sandbox.apay.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Beside what PHP 8.2 itself wrote. */
class PhpJsonTest {

  /** The bits of the number, its text with serialize_precision -1 and with 17. */
  @ParameterizedTest
  @CsvFileSource(resources = "/sandbox/php-numbers.csv")
  void writesNumbersAsPhpDid(String bits, String shortest, String seventeen) {
    double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThat(PhpJson.unescaped(-1).write(number)).isEqualTo(shortest);
    assertThat(PhpJson.unescaped(17).write(number)).isEqualTo(seventeen);
  }

  /** A text, its JSON with the flags and without, all in hexadecimal UTF-8. */
  @ParameterizedTest
  @CsvFileSource(resources = "/sandbox/php-strings.csv")
  void writesTextsAsPhpDid(String text, String unescaped, String escaped) {
    assertThat(PhpJson.unescaped(-1).write(decoded(text))).isEqualTo(decoded(unescaped));
    assertThat(PhpJson.escaped(-1).write(decoded(text))).isEqualTo(decoded(escaped));
  }

  @Test
  void keepsTheOrderOfMembers() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z/", 1L);
    map.put("a", List.of());
    map.put("m", null);
    map.put("é", List.of(Map.of(), true, 2, "x"));

    assertThat(PhpJson.unescaped(-1).write(map))
        .isEqualTo("{\"z/\":1,\"a\":[],\"m\":null,\"é\":[[],true,2,\"x\"]}");
    assertThat(PhpJson.escaped(-1).write(map)).startsWith("{\"z\\/\":1").contains("\\u00e9");
  }

  @Test
  void refusesWhatJsonCannotHold() {
    PhpJson php = PhpJson.unescaped(17);

    assertThatThrownBy(() -> php.write(Double.NaN)).hasMessageContaining("no such number");
    assertThatThrownBy(() -> php.write(new Object())).hasMessageContaining("knows nothing");
  }

  private static String decoded(String hex) {
    byte[] bytes = hex == null ? new byte[0] : HexFormat.of().parseHex(hex);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
