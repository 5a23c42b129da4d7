package io.github.tillgram.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable strings of {@code A-Z a-z 0-9 _ -}. */
public final class RandomTokens {

  private RandomTokens() {}

  /** 22 characters, 128 bits: for names nobody should guess. */
  public static String name() {
    return next(16);
  }

  /** 43 characters, 256 bits: for secrets. */
  public static Secret secret() {
    return Secret.of(next(32));
  }

  private static String next(int size) {
    byte[] bytes = new byte[size];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
