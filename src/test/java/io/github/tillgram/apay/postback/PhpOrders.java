package io.github.tillgram.apay.postback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random transactions: as PHP writes them for the signature, and as they may arrive. A value is
 * written down piece by piece, so that both forms come from the same pieces and neither from what
 * is tested.
 */
final class PhpOrders {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "500",
          "6008.39",
          "6008.3900000000003",
          "0.30000000000000004",
          "1.0e+21",
          "1.0e-5",
          "1.0000000000000001e-5",
          "12345678.9",
          "0.125",
          "9223372036854775807",
          "-3.5");

  private static final int[] CODE_POINTS = {
    'a', 'Z', '7', ' ', '/', '"', '\\', '<', '\'', '&', '\b', '\f', '\n', '\r', '\t', 1, 0x1B, 0x1F,
    0x7F, 0x80, 0xE9, 0x9F3, 0x20B9, 0x2027, 0x2028, 0x2029, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF,
    0x10000, 0x1F600, 0x10FFFF
  };

  private final Random random;
  private final Wire wire;

  /** What may be done to a body between PHP's signature and us. */
  enum Wire {
    /** Nothing. */
    AS_SIGNED,
    /** Blanks between the tokens. */
    INDENTED,
    /** Characters of strings escaped in one way or another. */
    ESCAPED,
    BOTH
  }

  /** The same transactions twice. */
  record Written(String signed, String sent, int transactions) {}

  private record Form(String signed, String sent) {}

  PhpOrders(Random random, Wire wire) {
    this.random = random;
    this.wire = wire;
  }

  Written next() {
    int count = 1 + random.nextInt(4);
    Form list = list(IntStream.range(0, count).mapToObj(i -> order()).toList());
    return new Written(list.signed(), list.sent(), count);
  }

  private Form order() {
    Map<String, Form> members = new LinkedHashMap<>();
    members.put("order_id", string(hex()));
    members.put("status", string(pick(List.of("Success", "Failed", "Rejected"))));
    members.put("amount", random.nextInt(4) == 0 ? string(pick(NUMBERS)) : same(pick(NUMBERS)));
    members.put("currency", string(pick(List.of("INR", "BDT", "USD"))));
    members.put("payment_system", string("upi_fast"));
    members.put("created_at", same("1735689600"));
    maybe(members, "activated_at", same("1735689720"));
    maybe(members, "custom_transaction_id", string(text()));
    maybe(members, "custom_user_id", string(text()));
    for (int extra = random.nextInt(3); extra > 0; extra--) {
      members.putIfAbsent("extra " + text(), value(3));
    }
    return object(members);
  }

  private void maybe(Map<String, Form> members, String name, Form value) {
    if (random.nextInt(5) > 0) {
      members.put(name, random.nextInt(4) == 0 ? same("null") : value);
    }
  }

  private Form value(int depth) {
    switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0:
        return same(pick(NUMBERS));
      case 1:
        return same(pick(List.of("true", "false", "null")));
      case 2:
        return string(text());
      case 3:
        return list(IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(depth - 1)).toList());
      default:
        Map<String, Form> members = new LinkedHashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
          members.putIfAbsent(text(), value(depth - 1));
        }
        return object(members);
    }
  }

  private Form list(List<Form> items) {
    return enclosed("[", items, "]");
  }

  private Form object(Map<String, Form> members) {
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, random);
    return enclosed(
        "{",
        names.stream()
            .map(
                name -> {
                  Form key = string(name);
                  Form value = members.get(name);
                  return new Form(
                      key.signed() + ":" + value.signed(),
                      key.sent() + blank() + ":" + blank() + value.sent());
                })
            .toList(),
        "}");
  }

  private Form enclosed(String open, List<Form> parts, String close) {
    return new Form(
        parts.stream().map(Form::signed).collect(Collectors.joining(",", open, close)),
        parts.stream()
            .map(part -> blank() + part.sent() + blank())
            .collect(Collectors.joining(",", open + (parts.isEmpty() ? blank() : ""), close)));
  }

  private String blank() {
    return (wire == Wire.INDENTED || wire == Wire.BOTH) && random.nextInt(3) == 0
        ? pick(List.of(" ", "\n", "\t", "\r\n", "    "))
        : "";
  }

  private static Form same(String token) {
    return new Form(token, token);
  }

  private Form string(String text) {
    StringBuilder signed = new StringBuilder();
    StringBuilder sent = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              String ofPhp = ofPhp(codePoint);
              signed.append(ofPhp);
              sent.append(
                  (wire == Wire.ESCAPED || wire == Wire.BOTH) && random.nextBoolean()
                      ? escaped(codePoint)
                      : ofPhp);
            });
    return new Form("\"" + signed + "\"", "\"" + sent + "\"");
  }

  private static String ofPhp(int codePoint) {
    switch (codePoint) {
      case '"':
        return "\\\"";
      case '\\':
        return "\\\\";
      case '\b':
        return "\\b";
      case '\f':
        return "\\f";
      case '\n':
        return "\\n";
      case '\r':
        return "\\r";
      case '\t':
        return "\\t";
      default:
        return codePoint < ' ' || codePoint == 0x2028 || codePoint == 0x2029
            ? String.format("\\u%04x", codePoint)
            : Character.toString(codePoint);
    }
  }

  private String escaped(int codePoint) {
    if (codePoint == '/') {
      return "\\/";
    }
    if (codePoint == 0x2028 || codePoint == 0x2029) {
      return Character.toString(codePoint);
    }
    String form = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
    return Character.toString(codePoint)
        .chars()
        .mapToObj(unit -> String.format(form, unit))
        .collect(Collectors.joining());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(6); length > 0; length--) {
      text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.append('.').toString();
  }

  private String hex() {
    return String.format("%016x", random.nextLong());
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
