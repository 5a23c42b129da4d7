package io.github.tillgram.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How API keys look and how they are stored. They carry 256 random bits, so a plain digest is
 * enough.
 */
public final class ApiKeys {

  private static final String PREFIX = "tg_";
  private static final String RESTRICTED_PREFIX = "tgr_";
  private static final Pattern KEY = Pattern.compile("tgr?_[A-Za-z0-9_-]{43}");
  private static final int ENDING = 4;

  private ApiKeys() {}

  /**
   * A new key. One that may not do everything looks different, so that people see it, and because
   * releases that know no scopes refuse to take it for a key.
   */
  public static Secret generate(Set<Scope> scopes) {
    String prefix = scopes.containsAll(Scope.all()) ? PREFIX : RESTRICTED_PREFIX;
    return Secret.of(prefix + RandomTokens.secret().reveal());
  }

  /** The last characters, by which people tell one key from another. */
  public static String ending(Secret key) {
    String text = key.reveal();
    return text.substring(text.length() - ENDING);
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
