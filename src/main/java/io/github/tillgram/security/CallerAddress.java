package io.github.tillgram.security;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose request this is. Proxies append to {@code X-Forwarded-For} whom they heard from, so its
 * right end is theirs and its left end is whatever the caller wrote. It is read from the right, for
 * as long as the speaker is a trusted proxy; the first address that is none is the caller.
 */
@ApplicationScoped
public class CallerAddress {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** What follows a port's colon; IPv6 with a port is in brackets. */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[(?<six>[^]]*)](:[0-9]{1,5})?|(?<four>[0-9.]+):[0-9]{1,5}");

  /** A longer header is read no further; no installation has so many proxies. */
  private static final int MOST_PROXIES = 32;

  private final AddressRanges trusted;

  CallerAddress(DoorConfig config) {
    this.trusted = AddressRanges.parse(config.trustedProxies().orElse(""), Map.of());
  }

  public InetAddress of(HttpServerRequest request) {
    return of(peer(request), request.headers().getAll(FORWARDED_FOR));
  }

  /**
   * @param lines the header's lines in the order they came; a line may hold several addresses
   */
  InetAddress of(InetAddress peer, List<String> lines) {
    InetAddress caller = peer;
    if (!trusted.contain(peer)) {
      return caller;
    }
    List<String> said = new ArrayList<>(lines.stream().flatMap(CallerAddress::entries).toList());
    for (int i = said.size() - 1; i >= Math.max(0, said.size() - MOST_PROXIES); i--) {
      Optional<InetAddress> before = address(said.get(i).strip());
      if (before.isEmpty()) {
        return caller;
      }
      caller = before.get();
      if (!trusted.contain(caller)) {
        return caller;
      }
    }
    return caller;
  }

  private static Stream<String> entries(String line) {
    return Stream.of(line.split(",", -1));
  }

  private static Optional<InetAddress> address(String entry) {
    Matcher withPort = WITH_PORT.matcher(entry);
    if (!withPort.matches()) {
      return AddressRanges.address(entry);
    }
    String six = withPort.group("six");
    return AddressRanges.address(six == null ? withPort.group("four") : six);
  }

  /** A connection without an address, such as a domain socket, comes from this very machine. */
  private static InetAddress peer(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress())
        .flatMap(address -> Optional.ofNullable(address.hostAddress()))
        .flatMap(AddressRanges::address)
        .orElseGet(InetAddress::getLoopbackAddress);
  }
}
