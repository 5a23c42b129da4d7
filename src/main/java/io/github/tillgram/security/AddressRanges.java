package io.github.tillgram.security;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets of IP addresses, written as CIDR ranges; a single address is a range of one. */
public final class AddressRanges {

  private static final int ANY_PORT = 0;

  private final List<IpSubnetFilterRule> ranges;

  private AddressRanges(List<IpSubnetFilterRule> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads {@code 10.0.0.0/8,192.0.2.7,2001:db8::/32}; blank means none.
   *
   * @param words names that stand for ranges, as lists of the same form
   * @throws IllegalArgumentException that says which entry is wrong, without repeating it
   */
  public static AddressRanges parse(String setting, Map<String, String> words) {
    List<IpSubnetFilterRule> ranges = new ArrayList<>();
    if (!setting.isBlank()) {
      String[] entries = setting.split(",", -1);
      for (int i = 0; i < entries.length; i++) {
        String entry = entries[i].strip();
        for (String range : words.getOrDefault(entry, entry).split(",", -1)) {
          ranges.add(range(range.strip(), i + 1));
        }
      }
    }
    return new AddressRanges(ranges);
  }

  /**
   * An address as digits spell it; names are not looked up. IPv4 inside IPv6 is taken for the IPv4
   * address it is.
   */
  public static Optional<InetAddress> address(String literal) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }

  public boolean contain(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, ANY_PORT);
    return ranges.stream().anyMatch(range -> range.matches(socket));
  }

  private static IpSubnetFilterRule range(String text, int position) {
    int slash = text.indexOf('/');
    InetAddress address =
        address(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> malformed(position));
    int longest = address.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? longest : prefix(text.substring(slash + 1), longest, position);
    return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
  }

  private static int prefix(String digits, int longest, int position) {
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > longest) {
      throw malformed(position);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException malformed(int position) {
    return new IllegalArgumentException(
        "entry " + position + " must be an address or a range such as 10.0.0.0/8");
  }
}
