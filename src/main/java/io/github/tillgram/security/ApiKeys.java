package io.github.tillgram.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * How API keys look and how they are stored. They carry 256 random bits, so a plain digest is
 * enough.
 */
public final class ApiKeys {

  private static final String PREFIX = "tg_";
  private static final Pattern KEY = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private ApiKeys() {}

  public static Secret generate() {
    return Secret.of(PREFIX + RandomTokens.secret().reveal());
  }

  /** Whether this could be a key; what does not look like one need not be looked up. */
  static boolean isKey(String candidate) {
    return KEY.matcher(candidate).matches();
  }

  public static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
