package io.github.tillgram.sandbox.apay.book;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;

/** Identifiers and keys in A-Pay's shapes. */
public final class ApayIds {
  private static final String KEY_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int KEY_LENGTH = 32;

  private final Random random = new SecureRandom();

  public String key() {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < KEY_LENGTH; i++) {
      key.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
    }
    return key.toString();
  }

  /** Seven digits, of projects and webhook rows alike. */
  public String number() {
    return Integer.toString(1_000_000 + random.nextInt(9_000_000));
  }

  public String order() {
    return String.format("%016x", random.nextLong());
  }

  /** Looks like a JSON web token with the claims id and exp, and is looked up as a whole. */
  public String pageToken(String orderId, long expiresAt) {
    String claims = "{\"id\":\"" + orderId + "\",\"exp\":" + expiresAt + "}";
    byte[] signature = new byte[32];
    random.nextBytes(signature);
    return encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII))
        + "."
        + encoded(claims.getBytes(StandardCharsets.US_ASCII))
        + "."
        + encoded(signature);
  }

  public Random random() {
    return random;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
