package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.postback.JsonValue.Items;
import io.github.tillgram.apay.postback.JsonValue.Members;
import io.github.tillgram.apay.postback.JsonValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a body as one JSON object, in one pass over its bytes. What is signed is those bytes, so
 * each value keeps its place among them, and nobody reads them again by other rules. It takes what
 * RFC 8259 describes and nothing else: strict UTF-8 without a byte order mark, nothing behind the
 * object but white space, and no name twice in an object, however it is escaped, since the first
 * and the last of two amounts may be read by different readers. A number is any text that has the
 * form of one; what it is worth is not asked here.
 *
 * <p>Time grows with the length of the body, whatever is in it, but for the names of one object: a
 * map finds those that are equal, and in the worst case it sorts them.
 */
final class Scanner {

  /** PHP writes nothing deeper unless it is told to. */
  static final int DEEPEST = 512;

  private static final int BYTE_ORDER_MARK = 0xEF;
  private static final int END = -1;

  private final byte[] body;
  private int at;
  private int depth;

  private Scanner(byte[] body) {
    this.body = body;
  }

  /**
   * @throws PostbackRefused when the bytes are anything else than one object, with the place
   */
  static Members scan(byte[] body) {
    Scanner scanner = new Scanner(body);
    scanner.skipBlanks();
    if (scanner.next() == BYTE_ORDER_MARK) {
      throw scanner.malformed("this is no JSON; send UTF-8 without a byte order mark");
    }
    if (scanner.next() != '{') {
      throw scanner.malformed("the body must be one JSON object");
    }
    Members object = scanner.object();
    scanner.skipBlanks();
    if (scanner.next() != END) {
      throw scanner.malformed("nothing may follow the object");
    }
    return object;
  }

  private JsonValue value() {
    int first = next();
    switch (first) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return new JsonValue.Bool(at, literal("true"));
      case 'f':
        return new JsonValue.Bool(at, literal("false"));
      case 'n':
        return new JsonValue.Null(at, literal("null"));
      default:
        if (first == '-' || isDigit(first)) {
          return new JsonValue.Number(at, number());
        }
        throw malformed(first == END ? "the body ends too early" : "a value is missing");
    }
  }

  private Members object() {
    int start = at;
    descend();
    Map<String, JsonValue> members = Map.of();
    if (!closesAtOnce('}')) {
      members = new LinkedHashMap<>();
      do {
        skipBlanks();
        addMember(members);
      } while (goesOn('}'));
    }
    depth--;
    return new Members(start, at, members);
  }

  private void addMember(Map<String, JsonValue> members) {
    if (next() != '"') {
      throw malformed("a member must begin with its name in quotes");
    }
    Text name = string();
    skipBlanks();
    expect(':', "a colon must follow the name of a member");
    skipBlanks();
    if (members.putIfAbsent(JsonText.of(body, name), value()) != null) {
      throw new PostbackRefused(
          Refusal.DUPLICATE_KEY, "byte " + name.start() + ": the object has this member already");
    }
  }

  private Items array() {
    int start = at;
    descend();
    List<JsonValue> items = List.of();
    if (!closesAtOnce(']')) {
      items = new ArrayList<>();
      do {
        skipBlanks();
        items.add(value());
      } while (goesOn(']'));
    }
    depth--;
    return new Items(start, at, items);
  }

  /** Enters an object or an array. */
  private void descend() {
    depth++;
    if (depth > DEEPEST) {
      throw malformed("nothing may be nested deeper than " + DEEPEST + " levels");
    }
    at++;
  }

  private boolean closesAtOnce(char bracket) {
    skipBlanks();
    if (next() != bracket) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether another one follows; if not, the bracket is behind us. */
  private boolean goesOn(char bracket) {
    skipBlanks();
    if (next() == ',') {
      at++;
      return true;
    }
    expect(bracket, "a comma or '" + bracket + "' must follow here");
    return false;
  }

  private Text string() {
    int start = at;
    at++;
    while (next() != '"') {
      int character = next();
      if (character == END) {
        throw malformed("a string is not closed");
      }
      if (character < ' ') {
        throw malformed("control characters must be escaped");
      }
      at++;
      if (character == '\\') {
        escape();
      } else if (character >= 0x80) {
        restOfCharacter(character);
      }
    }
    at++;
    return new Text(start, at);
  }

  private void escape() {
    int what = next();
    if (what == END || "\"\\/bfnrtu".indexOf(what) < 0) {
      throw malformed("there is no such escape");
    }
    at++;
    if (what == 'u') {
      for (int i = 0; i < 4; i++) {
        if (Character.digit(next(), 16) < 0) {
          throw malformed("\\u takes four hexadecimal digits");
        }
        at++;
      }
    }
  }

  /**
   * The table of well-formed sequences: nothing overlong, no surrogates, nothing above U+10FFFF.
   */
  private void restOfCharacter(int first) {
    if (first >= 0xC2 && first <= 0xDF) {
      tail(0x80, 0xBF);
    } else if (first >= 0xE0 && first <= 0xEF) {
      tail(first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
      tail(0x80, 0xBF);
    } else if (first >= 0xF0 && first <= 0xF4) {
      tail(first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
      tail(0x80, 0xBF);
      tail(0x80, 0xBF);
    } else {
      throw malformed("this is not UTF-8");
    }
  }

  private void tail(int least, int most) {
    if (next() < least || next() > most) {
      throw malformed("this is not UTF-8");
    }
    at++;
  }

  /** Ends behind the number. */
  private int number() {
    if (next() == '-') {
      at++;
    }
    if (next() == '0') {
      at++;
    } else {
      digits();
    }
    if (next() == '.') {
      at++;
      digits();
    }
    if (next() == 'e' || next() == 'E') {
      at++;
      if (next() == '+' || next() == '-') {
        at++;
      }
      digits();
    }
    return at;
  }

  private void digits() {
    if (!isDigit(next())) {
      throw malformed("a number lacks a digit");
    }
    while (isDigit(next())) {
      at++;
    }
  }

  /** Ends behind the word. */
  private int literal(String word) {
    for (byte letter : word.getBytes(StandardCharsets.US_ASCII)) {
      expect((char) letter, "a value is missing");
    }
    return at;
  }

  private void expect(char character, String otherwise) {
    if (next() != character) {
      throw malformed(next() == END ? "the body ends too early" : otherwise);
    }
    at++;
  }

  private void skipBlanks() {
    while (JsonText.isBlank(next())) {
      at++;
    }
  }

  /** The byte that is not read yet, or {@link #END}. */
  private int next() {
    return at < body.length ? body[at] & 0xFF : END;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private PostbackRefused malformed(String what) {
    return new PostbackRefused(Refusal.MALFORMED_JSON, "byte " + at + ": " + what);
  }
}
