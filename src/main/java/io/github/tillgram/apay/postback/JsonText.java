package io.github.tillgram.apay.postback;

import java.nio.charset.StandardCharsets;

/** What the bytes of a string in JSON say, once a {@link Scanner} has been over them. */
final class JsonText {

  private static final int HEX_DIGITS = 4;

  private JsonText() {}

  /** The text without quotes and escapes. Half a surrogate pair stays what it is. */
  static String of(byte[] body, JsonValue.Text text) {
    return of(body, text.start(), text.end());
  }

  /** The same for the string between the quotes at {@code start} and before {@code end}. */
  static String of(byte[] body, int start, int end) {
    int run = start + 1;
    int last = end - 1;
    StringBuilder text = null;
    for (int at = run; at < last; at++) {
      if (body[at] == '\\') {
        text = text == null ? new StringBuilder(last - run) : text;
        text.append(plain(body, run, at));
        at++;
        text.append(unescaped(body, at));
        at += body[at] == 'u' ? HEX_DIGITS : 0;
        run = at + 1;
      }
    }
    String rest = plain(body, run, last);
    return text == null ? rest : text.append(rest).toString();
  }

  /** Where the string that begins at {@code start} ends: behind its closing quote. */
  static int end(byte[] body, int start) {
    int at = start + 1;
    while (body[at] != '"') {
      at += body[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** White space that means nothing, outside of strings. */
  static boolean isBlank(int character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
  }

  /**
   * @param at where the character behind the backslash stands
   */
  private static char unescaped(byte[] body, int at) {
    switch (body[at]) {
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return (char) Integer.parseInt(plain(body, at + 1, at + 1 + HEX_DIGITS), 16);
      default:
        return (char) body[at];
    }
  }

  private static String plain(byte[] body, int start, int end) {
    return new String(body, start, end - start, StandardCharsets.UTF_8);
  }
}
