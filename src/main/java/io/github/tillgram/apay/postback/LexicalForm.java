package io.github.tillgram.apay.postback;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A value as PHP would have written it before somebody on the way indented it or escaped more than
 * PHP was asked to: without white space, every string with PHP's escapes. A-Pay signs what {@code
 * json_encode} gives with slashes and Unicode left as they are. Numbers, literals and the order of
 * members are nobody's to change.
 */
final class LexicalForm {

  private static final HexFormat HEX = HexFormat.of();
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private final byte[] body;
  private final StringBuilder form = new StringBuilder();

  private LexicalForm(byte[] body) {
    this.body = body;
  }

  /** None when a string holds half a surrogate pair, which PHP does not encode. */
  static Optional<byte[]> of(byte[] body, JsonValue value) {
    return new LexicalForm(body).write(value);
  }

  private Optional<byte[]> write(JsonValue value) {
    int at = value.start();
    while (at < value.end()) {
      if (body[at] == '"') {
        int end = JsonText.end(body, at);
        if (!writeString(JsonText.of(body, at, end))) {
          return Optional.empty();
        }
        at = end;
      } else {
        if (!JsonText.isBlank(body[at])) {
          form.append((char) body[at]);
        }
        at++;
      }
    }
    return Optional.of(form.toString().getBytes(StandardCharsets.UTF_8));
  }

  private boolean writeString(String text) {
    form.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (!Character.isSurrogate(character)) {
        writeCharacter(character);
      } else if (isPair(text, i)) {
        form.append(character).append(text.charAt(i + 1));
        i++;
      } else {
        return false;
      }
    }
    form.append('"');
    return true;
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  private void writeCharacter(char character) {
    switch (character) {
      case '"':
        form.append("\\\"");
        break;
      case '\\':
        form.append("\\\\");
        break;
      case '\b':
        form.append("\\b");
        break;
      case '\f':
        form.append("\\f");
        break;
      case '\n':
        form.append("\\n");
        break;
      case '\r':
        form.append("\\r");
        break;
      case '\t':
        form.append("\\t");
        break;
      default:
        if (character < ' ' || character == LINE_SEPARATOR || character == PARAGRAPH_SEPARATOR) {
          form.append("\\u").append(HEX.toHexDigits(character));
        } else {
          form.append(character);
        }
    }
  }
}
