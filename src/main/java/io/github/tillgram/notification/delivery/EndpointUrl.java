package io.github.tillgram.notification.delivery;

import io.github.tillgram.security.AddressRanges;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a merchant takes deliveries, taken apart. Hosts have one spelling only: what two programs
 * could read as two hosts is refused.
 *
 * @param host a name, or an address without brackets
 * @param literal the address, where the host is one
 */
record EndpointUrl(
    URI uri, String host, Optional<InetAddress> literal, boolean isEncrypted, int port) {

  static final int LONGEST = 2048;

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LAST_PORT = 65535;
  private static final int LONGEST_NAME = 253;
  private static final Pattern VISIBLE = Pattern.compile("[!-~]*");
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:\\[(?<bracketed>[0-9a-fA-F:.]+)]|(?<host>[0-9a-zA-Z.-]+))(?::(?<port>[0-9]{1,5}))?");
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[0-9a-z](?:[0-9a-z-]{0,61}[0-9a-z])?\\.)*[0-9a-z](?:[0-9a-z-]{0,61}[0-9a-z])?");

  /** Programs disagree about such hosts: some read them as numbers, in three bases. */
  private static final Pattern ENDS_LIKE_A_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private static final Pattern FOUR_NUMBERS =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  /**
   * Reads the text alone; where it leads is another question.
   *
   * @throws InvalidEndpointUrl if deliveries cannot go there, whatever the name may mean
   */
  static EndpointUrl parse(String text) {
    check(text.length() <= LONGEST, "must have at most " + LONGEST + " characters");
    check(
        VISIBLE.matcher(text).matches(),
        "must be written in visible ASCII characters; spell the host as in the DNS (xn--…) and"
            + " escape the rest with %");
    URI uri = read(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    check(Set.of("http", "https").contains(scheme), "must begin with https://");
    String authority = uri.getRawAuthority();
    check(authority != null, "must name a host, as in https://example.com");
    check(authority.indexOf('@') < 0, "must not hold a user or a password; deliveries are signed");
    check(uri.getRawFragment() == null, "must not have a fragment (#…)");
    Matcher parts = AUTHORITY.matcher(authority);
    check(
        parts.matches(),
        "must name a host plainly, without escapes and zones, as in https://example.com:8443");
    boolean isEncrypted = scheme.equals("https");
    int port = port(parts.group("port"), isEncrypted);
    return parts.group("bracketed") == null
        ? named(uri, parts.group("host").toLowerCase(Locale.ROOT), isEncrypted, port)
        : addressed(uri, parts.group("bracketed"), isEncrypted, port);
  }

  private static EndpointUrl named(URI uri, String host, boolean isEncrypted, int port) {
    if (ENDS_LIKE_A_NUMBER.matcher(host).matches()) {
      check(
          FOUR_NUMBERS.matcher(host).matches(),
          "must write an address as four decimal numbers, as in 198.51.100.7");
      return addressed(uri, host, isEncrypted, port);
    }
    check(
        host.length() <= LONGEST_NAME && NAME.matcher(host).matches(),
        "must name a host as the DNS does, without a dot at its end");
    return new EndpointUrl(uri, host, Optional.empty(), isEncrypted, port);
  }

  private static EndpointUrl addressed(URI uri, String host, boolean isEncrypted, int port) {
    InetAddress address =
        AddressRanges.address(host)
            .orElseThrow(
                () -> new InvalidEndpointUrl("must name a host or an address that exists"));
    return new EndpointUrl(uri, host, Optional.of(address), isEncrypted, port);
  }

  private static int port(String written, boolean isEncrypted) {
    if (written == null) {
      return isEncrypted ? HTTPS_PORT : HTTP_PORT;
    }
    int port = Integer.parseInt(written);
    check(port >= 1 && port <= LAST_PORT, "must have a port from 1 to " + LAST_PORT);
    return port;
  }

  private static URI read(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new InvalidEndpointUrl("must be an address such as https://example.com/tillgram");
    }
  }

  private static void check(boolean holds, String finding) {
    if (!holds) {
      throw new InvalidEndpointUrl(finding);
    }
  }

  /** What the request line asks for. */
  String target() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
