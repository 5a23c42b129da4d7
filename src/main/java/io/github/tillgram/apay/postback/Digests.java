package io.github.tillgram.apay.postback;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that A-Pay's formula names, and our own of a whole body. */
final class Digests {

  private Digests() {}

  static MessageDigest md5() {
    return of("MD5");
  }

  static MessageDigest sha1() {
    return of("SHA-1");
  }

  static MessageDigest sha256() {
    return of("SHA-256");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + algorithm, impossible);
    }
  }
}
