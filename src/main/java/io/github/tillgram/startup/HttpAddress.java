package io.github.tillgram.startup;

import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;

/** What a setting holds that is called over HTTP. */
public final class HttpAddress {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private HttpAddress() {}

  /** A finding unless the variable holds an address that can be called. */
  public static Stream<String> finding(String variable, String value) {
    return isAddress(value)
        ? Stream.empty()
        : Stream.of(variable + " must be an http or https address");
  }

  private static boolean isAddress(String value) {
    try {
      URI uri = URI.create(value);
      return SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
