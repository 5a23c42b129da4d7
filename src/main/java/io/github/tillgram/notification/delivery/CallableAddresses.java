package io.github.tillgram.notification.delivery;

import io.github.tillgram.security.AddressRanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses a merchant may have us call: those of the public internet, and those the operator
 * allows. Anything else would let merchants reach through us what only we can reach.
 */
@ApplicationScoped
class CallableAddresses {

  private static final int IPV4_BYTES = 4;

  private static final List<Kind> NOT_PUBLIC =
      List.of(
          Kind.of("a loopback address", "127.0.0.0/8,::1/128"),
          Kind.of("a private address", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"),
          Kind.of("a private address", "fc00::/7,fec0::/10"),
          Kind.of("a link-local address", "169.254.0.0/16,fe80::/10"),
          Kind.of("an address of a shared network", "100.64.0.0/10"),
          Kind.of("an unspecified address", "0.0.0.0/8,::/128"),
          Kind.of("a multicast address", "224.0.0.0/4,ff00::/8"),
          Kind.of("an address for examples", "192.0.2.0/24,198.51.100.0/24,203.0.113.0/24"),
          Kind.of("an address for examples", "2001:db8::/32,3fff::/20"),
          Kind.of("an address for measurements", "198.18.0.0/15"),
          // Azure answers here to each of its machines, in the midst of public addresses.
          Kind.of("an address of the cloud's own", "168.63.129.16"),
          Kind.of("a tunnel's address", "192.88.99.0/24,2002::/16,2001::/32,64:ff9b:1::/48"),
          Kind.of("a reserved address", "192.0.0.0/24,240.0.0.0/4,2001::/23"));

  /** All that IPv6 has given out so far. */
  private static final AddressRanges GIVEN_OUT = AddressRanges.parse("2000::/3", Map.of());

  /** Translated to the IPv4 address in the last four bytes, which is the one to judge. */
  private static final AddressRanges TRANSLATED = AddressRanges.parse("64:ff9b::/96", Map.of());

  private final AddressRanges allowed;

  CallableAddresses(DeliveryConfig config) {
    this.allowed = AddressRanges.parse(config.allowedNetworks().orElse(""), Map.of());
  }

  /** Whether the operator vouches for it. */
  boolean isAllowed(InetAddress address) {
    return allowed.contain(address);
  }

  /** What the address is, if it may not be called. */
  Optional<String> objection(InetAddress address) {
    if (isAllowed(address)) {
      return Optional.empty();
    }
    if (TRANSLATED.contain(address)) {
      return objection(lastFourBytes(address));
    }
    return NOT_PUBLIC.stream()
        .filter(kind -> kind.ranges().contain(address))
        .map(Kind::words)
        .findFirst()
        .or(() -> isGivenOut(address) ? Optional.empty() : Optional.of("a reserved address"));
  }

  private static boolean isGivenOut(InetAddress address) {
    return address.getAddress().length == IPV4_BYTES || GIVEN_OUT.contain(address);
  }

  private static InetAddress lastFourBytes(InetAddress address) {
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }

  private record Kind(String words, AddressRanges ranges) {

    static Kind of(String words, String ranges) {
      return new Kind(words, AddressRanges.parse(ranges, Map.of()));
    }
  }
}
