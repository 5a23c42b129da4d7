package io.github.tillgram.sandbox.apay.php;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON as PHP's {@code json_encode} does: no spaces, members in the order given, numbers in
 * PHP's own forms. Maps are PHP arrays with names, so an empty one is written as an empty list.
 *
 * @param escapes whether slashes and everything outside ASCII are escaped, PHP's default
 * @param precision PHP's serialize_precision: 17, or -1 for the shortest form
 */
public record PhpJson(boolean escapes, int precision) {
  private static final String HEX = "0123456789abcdef";

  /** With the flags UNESCAPED_SLASHES and UNESCAPED_UNICODE. */
  public static PhpJson unescaped(int precision) {
    return new PhpJson(false, precision);
  }

  public static PhpJson escaped(int precision) {
    return new PhpJson(true, precision);
  }

  /**
   * @param value maps, lists, strings, integers, doubles, booleans and nulls
   */
  public String write(Object value) {
    StringBuilder json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  private void append(StringBuilder json, Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      appendMap(json, map);
    } else if (value instanceof Map<?, ?>) {
      json.append("[]");
    } else if (value instanceof List<?> list) {
      appendList(json, list);
    } else if (value instanceof String text) {
      appendString(json, text);
    } else if (value instanceof Double number) {
      json.append(PhpFloat.text(number, precision));
    } else if (isScalar(value)) {
      json.append(value);
    } else {
      throw new IllegalArgumentException("PHP knows nothing of " + value.getClass());
    }
  }

  private static boolean isScalar(Object value) {
    return value == null
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean;
  }

  private void appendMap(StringBuilder json, Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      json.append(separator);
      appendString(json, (String) member.getKey());
      json.append(':');
      append(json, member.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private void appendList(StringBuilder json, List<?> list) {
    json.append('[');
    for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
      append(json, items.next());
      if (items.hasNext()) {
        json.append(',');
      }
    }
    json.append(']');
  }

  private void appendString(StringBuilder json, String text) {
    json.append('"');
    text.chars().forEach(unit -> appendUnit(json, (char) unit));
    json.append('"');
  }

  private void appendUnit(StringBuilder json, char unit) {
    switch (unit) {
      case '"', '\\' -> json.append('\\').append(unit);
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      case '/' -> json.append(escapes ? "\\/" : "/");
      default -> appendOther(json, unit);
    }
  }

  /** The two line separators stay escaped whatever the flags say, and DEL never is. */
  private void appendOther(StringBuilder json, char unit) {
    boolean separator = unit == '\u2028' || unit == '\u2029';
    if (unit < ' ' || separator || escapes && unit > 0x7f) {
      json.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        json.append(HEX.charAt(unit >> shift & 0xf));
      }
    } else {
      json.append(unit);
    }
  }
}
