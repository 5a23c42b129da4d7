package io.github.tillgram.packaged;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Secrets, and the forms in which they could slip through: as they are, percent-encoded, in hex, in
 * base64 at any offset.
 */
final class Spellings {

  /** No form is shorter. */
  private static final int WINDOW = 8;

  private final Map<String, String> names = new LinkedHashMap<>();

  /** The forms that begin with the same eight bytes, by those bytes. */
  private final Map<Long, List<String>> byBeginning = new HashMap<>();

  Spellings add(String name, String secret) {
    for (String form : forms(secret)) {
      if (form.length() < WINDOW) {
        throw new IllegalArgumentException(name + " is too short to be looked for");
      }
      if (names.putIfAbsent(form, name) == null) {
        byBeginning.merge(
            beginning(bytes(form), 0),
            List.of(form),
            (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
      }
    }
    return this;
  }

  /** Which secrets a text holds, each with the first line that does. */
  Map<String, String> foundIn(String text) {
    byte[] bytes = bytes(text);
    Map<String, String> found = new LinkedHashMap<>();
    long window = 0;
    for (int end = 1; end <= bytes.length; end++) {
      window = window << Byte.SIZE | bytes[end - 1] & 0xff;
      List<String> candidates = byBeginning.get(window);
      if (candidates != null) {
        int start = end - WINDOW;
        for (String form : candidates) {
          if (startsWith(bytes, start, bytes(form))) {
            found.putIfAbsent(names.get(form), around(bytes, start));
          }
        }
      }
    }
    return found;
  }

  static Set<String> forms(String secret) {
    byte[] plain = bytes(secret);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(secret);
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    forms.add(encoded);
    forms.add(encoded.replaceAll("%3A", "%3a"));
    forms.add(HexFormat.of().formatHex(plain));
    forms.add(HexFormat.of().withUpperCase().formatHex(plain));
    for (int offset = 0; offset < 3; offset++) {
      forms.add(inner(Base64.getEncoder(), plain, offset));
      forms.add(inner(Base64.getUrlEncoder(), plain, offset));
    }
    return forms;
  }

  /** What base64 makes of it in the middle of other bytes, without the letters they share. */
  private static String inner(Base64.Encoder encoder, byte[] plain, int offset) {
    byte[] shifted = new byte[offset + plain.length];
    System.arraycopy(plain, 0, shifted, offset, plain.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    int shared = offset == 0 ? 0 : offset + 1;
    return encoded.substring(shared, shifted.length / 3 * 4);
  }

  private static long beginning(byte[] bytes, int start) {
    long window = 0;
    for (int i = start; i < start + WINDOW; i++) {
      window = window << Byte.SIZE | bytes[i] & 0xff;
    }
    return window;
  }

  private static boolean startsWith(byte[] bytes, int start, byte[] form) {
    return start + form.length <= bytes.length
        && Arrays.equals(bytes, start, start + form.length, form, 0, form.length);
  }

  private static String around(byte[] bytes, int at) {
    int start = at;
    while (start > 0 && bytes[start - 1] != '\n' && at - start < 600) {
      start--;
    }
    int end = Math.min(bytes.length, at + 60);
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
