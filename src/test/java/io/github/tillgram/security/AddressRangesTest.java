package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/8               | 10.255.0.1          | true",
        "10.0.0.0/8               | 11.0.0.0            | false",
        "149.154.160.0/20         | 149.154.175.255     | true",
        "149.154.160.0/20         | 149.154.176.0       | false",
        "149.154.160.0/20         | 149.154.159.255     | false",
        "192.0.2.7                | 192.0.2.7           | true",
        "192.0.2.7                | 192.0.2.8           | false",
        "192.0.2.7/32             | ::ffff:192.0.2.7    | true",
        "0.0.0.0/0                | 203.0.113.9         | true",
        "0.0.0.0/0                | 2001:db8::1         | false",
        "200.0.0.0/5              | 207.1.1.1           | true",
        "200.0.0.0/5              | 127.0.0.1           | false",
        "2001:db8::/32            | 2001:db8:ffff::9    | true",
        "2001:db8::/32            | 2001:db9::          | false",
        "::1                      | ::1                 | true",
        "::/0                     | 2001:db8::1         | true",
        "10.0.0.0/8, 192.0.2.7    | 192.0.2.7           | true",
        "10.1.2.3/8               | 10.9.9.9            | true",
        "10.0.0.0/23              | 10.0.1.255          | true",
        "10.0.0.0/23              | 10.0.2.0            | false",
        "2000::/3                 | 3fff::1             | true",
        "2000::/3                 | 4000::              | false",
        "2000::/3                 | fe80::1             | false",
        "fc00::/7                 | fdff::1             | true",
        "fc00::/7                 | ff02::1             | false",
        "friends                  | 198.51.100.200      | true",
        "friends,10.0.0.0/8       | 203.0.113.1         | true",
        "friends                  | 203.0.113.2         | false",
        "''                       | 203.0.113.2         | false"
      })
  void aRangeHoldsItsAddressesAndNoOthers(String setting, String address, boolean contained) {
    AddressRanges ranges =
        AddressRanges.parse(setting, Map.of("friends", "198.51.100.0/24,203.0.113.1"));

    assertThat(ranges.contain(AddressRanges.address(address).orElseThrow())).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "/8",
        "10.0.0",
        "10.0.0.256",
        "hidden.example.com",
        "localhost",
        "2001:db8::/129",
        "2001:db8:::/32",
        "10.0.0.0-10.0.0.9",
        "*"
      })
  void whatIsNoRangeIsNamedByItsPlaceAndNotRepeated(String entry) {
    assertThatThrownBy(() -> AddressRanges.parse("10.0.0.0/8," + entry, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entry 2 must be an address or a range such as 10.0.0.0/8");
  }

  @Test
  void aCommaTooManyIsAMistakeToo() {
    assertThatThrownBy(() -> AddressRanges.parse("10.0.0.0/8,", Map.of()))
        .hasMessageStartingWith("entry 2 ");
  }
}
