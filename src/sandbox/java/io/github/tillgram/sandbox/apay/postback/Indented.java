package io.github.tillgram.sandbox.apay.postback;

/** JSON as a proxy writes it anew: with line breaks and spaces, and not a letter changed. */
final class Indented {
  private Indented() {}

  static String of(String json) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char letter = json.charAt(i);
      if (quoted || letter == '"') {
        boolean escaped = quoted && letter == '\\';
        text.append(letter);
        if (escaped) {
          text.append(json.charAt(++i));
        } else if (letter == '"') {
          quoted = !quoted;
        }
      } else if (letter == '{' || letter == '[') {
        depth++;
        newLine(text.append(letter), depth);
      } else if (letter == '}' || letter == ']') {
        depth--;
        newLine(text, depth).append(letter);
      } else if (letter == ',') {
        newLine(text.append(letter), depth);
      } else {
        text.append(letter == ':' ? ": " : letter);
      }
    }
    return text.toString();
  }

  private static StringBuilder newLine(StringBuilder text, int depth) {
    return text.append('\n').append("  ".repeat(depth));
  }
}
