package io.github.tillgram.security;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets of IP addresses, written as CIDR ranges; a single address is a range of one. */
public final class AddressRanges {

  private final List<Range> ranges;

  private AddressRanges(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads {@code 10.0.0.0/8,192.0.2.7,2001:db8::/32}; blank means none.
   *
   * @param words names that stand for ranges, as lists of the same form
   * @throws IllegalArgumentException that says which entry is wrong, without repeating it
   */
  public static AddressRanges parse(String setting, Map<String, String> words) {
    List<Range> ranges = new ArrayList<>();
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
    byte[] bytes = address.getAddress();
    return ranges.stream().anyMatch(range -> range.contains(bytes));
  }

  private static Range range(String text, int position) {
    int slash = text.indexOf('/');
    InetAddress address =
        address(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> malformed(position));
    int longest = address.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? longest : prefix(text.substring(slash + 1), longest, position);
    return new Range(address.getAddress(), prefix);
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

  /** The addresses that share the first bits of one; IPv4 and IPv6 have nothing in common. */
  private record Range(byte[] network, int prefix) {

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = prefix / Byte.SIZE;
      int rest = Byte.SIZE - prefix % Byte.SIZE;
      return Arrays.equals(address, 0, whole, network, 0, whole)
          && (rest == Byte.SIZE || (address[whole] ^ network[whole]) >> rest == 0);
    }
  }
}
