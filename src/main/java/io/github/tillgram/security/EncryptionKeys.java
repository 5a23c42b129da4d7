package io.github.tillgram.security;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys that encrypt secrets at rest, by id; the first one writes. */
final class EncryptionKeys {

  static final int LONGEST_ID = 32;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST_ID + "}");
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> keys;

  private EncryptionKeys(Map<String, SecretKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads {@code id:base64,id:base64}.
   *
   * @throws IllegalArgumentException that says which entry is wrong, and never repeats a key
   */
  static EncryptionKeys parse(String setting) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String entry : setting.split(",", -1)) {
      int position = keys.size() + 1;
      int colon = entry.indexOf(':');
      String id = colon < 0 ? "" : entry.substring(0, colon).trim();
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException("entry " + position + " must have the form id:base64");
      }
      if (keys.put(id, key(entry.substring(colon + 1).trim(), position)) != null) {
        throw new IllegalArgumentException("the id of entry " + position + " is used twice");
      }
    }
    return new EncryptionKeys(keys);
  }

  String writerId() {
    return keys.keySet().iterator().next();
  }

  SecretKey writer() {
    return keys.values().iterator().next();
  }

  Set<String> ids() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  Optional<SecretKey> byId(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  private static SecretKey key(String base64, int position) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("the key of entry " + position + " is not base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key of entry " + position + " has " + bytes.length + " bytes instead of 32");
    }
    return new SecretKeySpec(bytes, "AES");
  }
}
