package io.github.tillgram.sandbox.apay.postback;

import io.github.tillgram.sandbox.apay.book.Manners;
import io.github.tillgram.sandbox.apay.book.Manners.Wire;
import io.github.tillgram.sandbox.apay.book.Project.Keys;
import io.github.tillgram.sandbox.apay.php.PhpJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signs transactions and puts them into a body. */
final class Envelope {
  private static final Keys FOREIGN =
      new Keys(
          "foreignapikey0000000000000000001",
          "foreignaccesskey0000000000000001",
          "foreignprivatekey000000000000001");

  private Envelope() {}

  /**
   * @param trick null: everything is right
   */
  static byte[] of(
      Keys keys, Manners manners, List<Map<String, Object>> transactions, Trick.Kind trick) {
    Keys used = trick == Trick.Kind.FOREIGN_KEYS ? FOREIGN : keys;
    String signed = PhpJson.unescaped(manners.precision()).write(transactions);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_key", used.accessKey());
    if (trick != Trick.Kind.NO_SIGNATURE) {
      body.put("signature", spoilt(Signature.of(used, signed), trick));
    }
    boolean tampers = trick == Trick.Kind.TAMPERED_AMOUNT;
    body.put("transactions", tampers ? tampered(transactions) : transactions);
    return wire(body, manners).getBytes(StandardCharsets.UTF_8);
  }

  private static String wire(Map<String, Object> body, Manners manners) {
    boolean escapes = manners.wire() == Wire.ESCAPED;
    String json = new PhpJson(escapes, manners.precision()).write(body);
    return manners.wire() == Wire.INDENTED ? Indented.of(json) : json;
  }

  private static String spoilt(String signature, Trick.Kind trick) {
    if (trick == Trick.Kind.UPPER_CASE) {
      return signature.toUpperCase(Locale.ROOT);
    }
    if (trick == Trick.Kind.WRONG_SIGNATURE) {
      char last = signature.charAt(signature.length() - 1);
      return signature.substring(0, signature.length() - 1) + (last == '0' ? '1' : '0');
    }
    return signature;
  }

  private static List<Map<String, Object>> tampered(List<Map<String, Object>> transactions) {
    return transactions.stream()
        .map(
            transaction -> {
              Map<String, Object> copy = new LinkedHashMap<>(transaction);
              copy.put("amount", 1_000_000L);
              return copy;
            })
        .toList();
  }
}
