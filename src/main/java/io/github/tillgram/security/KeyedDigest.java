package io.github.tillgram.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with a key of its own for each purpose. */
final class KeyedDigest {

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  private KeyedDigest(byte[] key) {
    this.key = key;
  }

  /** The root key digests the name of the purpose; what comes out is the key for it. */
  static KeyedDigest derive(Key root, String purpose) {
    return new KeyedDigest(hmac(root.getEncoded(), purpose.getBytes(StandardCharsets.UTF_8)));
  }

  byte[] digest(byte[] content) {
    return hmac(key, content);
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
