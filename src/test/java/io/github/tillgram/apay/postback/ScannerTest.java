package io.github.tillgram.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON and what is not. The vectors of PHP hold many more bodies that are not. */
class ScannerTest {

  private static final long SEED = 20261124;
  private static final int ROUNDS = 60_000;

  private static final String SAMPLE =
      "{\"a\":[1,-0.5e+10,true,false,null,\"x\\u00e9\\n\\ud83d\\ude00é৳😀\"],\"b\":{\"\":{},\"c\":[]},"
          + " \"d\" :\t\"\\\"\\\\\\/\\b\\f\\r\\t\" }\r\n";

  /** Bytes that mean something, so that a change is mostly a near miss. */
  private static final byte[] TELLING =
      "{}[]:,\"\\ \t\r\n\u0000\u001f0123456789-+.eEtfnulrasx/é৳😀".getBytes(StandardCharsets.UTF_8);

  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void takesTheSample() {
    assertThat(accepts(bytes(SAMPLE))).isTrue();
  }

  /** A parser that somebody else wrote, behind a decoder that is strict, is of the same opinion. */
  @Test
  void isOfOneMindWithAnotherParser() {
    Random random = new Random(SEED);
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = bytes(SAMPLE);
      for (int change = random.nextInt(3); change >= 0; change--) {
        body = changed(body, random);
      }
      boolean accepts = accepts(body);
      accepted += accepts ? 1 : 0;
      assertThat(accepts)
          .as("round %s: %s", round, new String(body, StandardCharsets.UTF_8))
          .isEqualTo(isOneObject(body));
    }
    assertThat(accepted).as("near misses only are half a test").isGreaterThan(ROUNDS / 100);
  }

  @Test
  void isNothingAsLongAsAByteIsMissing() {
    byte[] whole = bytes(SAMPLE.strip());
    for (int length = 0; length < whole.length; length++) {
      assertThat(accepts(java.util.Arrays.copyOf(whole, length))).as("%s bytes", length).isFalse();
    }
  }

  @Test
  void everyByteSequenceThatIsNoUtf8IsRefused() {
    for (int first = 0x80; first <= 0xFF; first++) {
      for (int second = 0; second <= 0xFF; second++) {
        for (byte[] tail : new byte[][] {{}, {(byte) 0x80}, {(byte) 0x80, (byte) 0x80}}) {
          byte[] text =
              ByteBuffer.allocate(2 + tail.length)
                  .put((byte) first)
                  .put((byte) second)
                  .put(tail)
                  .array();
          if (second == '"' || second == '\\') {
            continue;
          }
          byte[] body =
              ByteBuffer.allocate(7 + text.length)
                  .put(bytes("{\"a\":\""))
                  .put(text)
                  .put(bytes("\"}"), 0, 1)
                  .array();
          body = ByteBuffer.allocate(body.length + 1).put(body).put((byte) '}').array();
          assertThat(accepts(body))
              .as("%x %x and %s more", first, second, tail.length)
              .isEqualTo(second >= ' ' && decodes(body));
        }
      }
    }
  }

  @Test
  void nestsAsDeepAsPhpAndNoDeeper() {
    int inner = Scanner.DEEPEST - 1;

    assertThat(accepts(bytes("{\"a\":" + "[".repeat(inner) + "]".repeat(inner) + "}"))).isTrue();
    assertThat(accepts(bytes("{\"a\":" + "[".repeat(inner + 1) + "]".repeat(inner + 1) + "}")))
        .isFalse();
    assertThat(accepts(bytes("{\"a\":".repeat(inner) + "{}" + "}".repeat(inner)))).isTrue();
    assertThat(accepts(bytes("{\"a\":".repeat(250_000)))).isFalse();
    assertThat(accepts(bytes("{\"a\":" + "[".repeat(250_000)))).isFalse();
    assertThat(accepts(bytes("{\"a\":[" + "[],".repeat(1_000) + "{}]}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"é\":1,\"\\u00e9\":1}",
        "{\"\\u00E9\":1,\"\\u00e9\":1}",
        "{\"😀\":1,\"\\ud83d\\uDE00\":1}",
        "{\"/\":1,\"\\/\":1}",
        "{\"\\n\":1,\"\\u000a\":1}",
        "{\"\":1,\"\":1}",
        "{\"\\ud800\":1,\"\\uD800\":1}",
        "{\"x\":[{\"y\":{\"a\":1,\"b\":[],\"a\":2}}]}",
        "{\"x\":[],\"y\":{\"x\":1},\"x\":1}"
      })
  void aNameMayStandInAnObjectOnce(String body) {
    assertThatThrownBy(() -> Scanner.scan(bytes(body)))
        .isInstanceOfSatisfying(
            PostbackRefused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.DUPLICATE_KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"A\":1}",
        "{\"a\":1,\"a\\u0000\":1}",
        "{\"a\":1,\"a \":1}",
        "{\"é\":1,\"e\\u0301\":1}",
        "{\"\\ud83d\":1,\"\\ude00\":1,\"?\":1}",
        "{\"a\":{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}}}"
      })
  void namesThatOnlyLookAlikeAreTwo(String body) {
    assertThat(accepts(bytes(body))).isTrue();
  }

  @Test
  void saysWhere() {
    assertThatThrownBy(() -> Scanner.scan(bytes("{\"amount\":01}")))
        .hasMessage("byte 11: a comma or '}' must follow here");
    assertThatThrownBy(() -> Scanner.scan(bytes("{\"amount\":1.}")))
        .hasMessage("byte 12: a number lacks a digit");
    assertThatThrownBy(() -> Scanner.scan(bytes("\uFEFF{}")))
        .hasMessageContaining("byte order mark");
  }

  private static boolean accepts(byte[] body) {
    try {
      Scanner.scan(body);
      return true;
    } catch (PostbackRefused refused) {
      return false;
    }
  }

  private static boolean isOneObject(byte[] body) {
    try (JsonParser parser = JACKSON.createParser(decoded(body))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (CharacterCodingException | JsonProcessingException notJson) {
      return false;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean decodes(byte[] body) {
    try {
      decoded(body);
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static String decoded(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static byte[] changed(byte[] body, Random random) {
    int at = random.nextInt(body.length);
    byte with =
        random.nextInt(10) == 0
            ? (byte) random.nextInt(256)
            : TELLING[random.nextInt(TELLING.length)];
    switch (random.nextInt(4)) {
      case 0:
        return spliced(body, at, at + 1, new byte[0]);
      case 1:
        return spliced(body, at, at, new byte[] {with});
      case 2:
        int end = at + random.nextInt(Math.min(20, body.length - at));
        return spliced(body, at, at, java.util.Arrays.copyOfRange(body, at, end));
      default:
        return spliced(body, at, at + 1, new byte[] {with});
    }
  }

  private static byte[] spliced(byte[] body, int from, int to, byte[] with) {
    return ByteBuffer.allocate(body.length - (to - from) + with.length)
        .put(body, 0, from)
        .put(with)
        .put(body, to, body.length - to)
        .array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
