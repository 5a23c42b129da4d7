package io.github.tillgram.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be read by chance: it prints as {@code ***} and compares in constant time.
 */
public final class Secret {

  private final String value;

  private Secret(String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself, for the one place that needs it. */
  public String reveal() {
    return value;
  }

  /** Whether a stranger presented this very value; never throws, whatever was presented. */
  public boolean matches(String presented) {
    return presented != null && MessageDigest.isEqual(bytes(value), bytes(presented));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret && matches(((Secret) other).value);
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
