package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies at 10.x, 2001:db8:1:: and 192.0.2.1; lines of the header are parted by a semicolon. */
class CallerAddressTest {

  private static final String PROXIES = "10.0.0.0/8, 2001:db8:1::/48, 192.0.2.1";

  @ParameterizedTest(name = "{0} said {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Nobody in between, or nobody we trust: what the header says does not matter.
        "203.0.113.9  |                                       | 203.0.113.9",
        "203.0.113.9  | 198.51.100.1                          | 203.0.113.9",
        "203.0.113.9  | 10.0.0.1                              | 203.0.113.9",
        "192.0.2.2    | 198.51.100.1                          | 192.0.2.2",
        // One proxy, two, three.
        "10.0.0.1     | 198.51.100.1                          | 198.51.100.1",
        "10.0.0.1     | 198.51.100.1, 10.0.0.2                | 198.51.100.1",
        "10.0.0.1     | 198.51.100.1, 192.0.2.1, 10.0.0.2     | 198.51.100.1",
        "192.0.2.1    | 198.51.100.1                          | 198.51.100.1",
        // What the caller wrote himself stands further left.
        "10.0.0.1     | 1.2.3.4, 198.51.100.1                 | 198.51.100.1",
        "10.0.0.1     | 149.154.160.1, 198.51.100.1, 10.0.0.2 | 198.51.100.1",
        "10.0.0.1     | 10.0.0.9, 198.51.100.1, 10.0.0.2      | 198.51.100.1",
        "10.0.0.1     | 1.2.3.4; 198.51.100.1                 | 198.51.100.1",
        "10.0.0.1     | 198.51.100.1; 10.0.0.2                | 198.51.100.1",
        "10.0.0.1     | 1.2.3.4, 5.6.7.8; 198.51.100.1, 10.0.0.2 ; 10.0.0.3 | 198.51.100.1",
        // Only proxies: the farthest is the best we know.
        "10.0.0.1     |                                       | 10.0.0.1",
        "10.0.0.1     | 10.0.0.2                              | 10.0.0.2",
        "10.0.0.1     | 10.0.0.3, 10.0.0.2                    | 10.0.0.3",
        // Ports and brackets.
        "10.0.0.1     | 198.51.100.1:4711                     | 198.51.100.1",
        "10.0.0.1     | [2001:db8:9::7]:4711                  | 2001:db8:9::7",
        "10.0.0.1     | [2001:db8:9::7]                       | 2001:db8:9::7",
        "10.0.0.1     | 2001:db8:9::7                         | 2001:db8:9::7",
        "10.0.0.1     | 198.51.100.1, [2001:db8:1::5]:80      | 198.51.100.1",
        "2001:db8:1::1| 198.51.100.1                          | 198.51.100.1",
        "10.0.0.1     | ::ffff:198.51.100.1                   | 198.51.100.1",
        "::ffff:10.0.0.1 | 198.51.100.1                       | 198.51.100.1",
        // Garbage where a proxy should have spoken: whoever passed it on is the caller.
        "10.0.0.1     | unknown                               | 10.0.0.1",
        "10.0.0.1     | 198.51.100.1, unknown                 | 10.0.0.1",
        "10.0.0.1     | 198.51.100.1, , 10.0.0.2              | 10.0.0.2",
        "10.0.0.1     | 198.51.100.1,                         | 10.0.0.1",
        "10.0.0.1     | ','                                   | 10.0.0.1",
        "10.0.0.1     | 198.51.100                            | 10.0.0.1",
        "10.0.0.1     | 198.51.100.1:x                        | 10.0.0.1",
        "10.0.0.1     | 198.51.100.1:123456                   | 10.0.0.1",
        "10.0.0.1     | [198.51.100.1                         | 10.0.0.1",
        "10.0.0.1     | [2001:db8:9::7]x                      | 10.0.0.1",
        "10.0.0.1     | []                                    | 10.0.0.1",
        "10.0.0.1     | localhost                             | 10.0.0.1",
        "10.0.0.1     | _hidden                               | 10.0.0.1",
        "10.0.0.1     | for=198.51.100.1                      | 10.0.0.1",
        "10.0.0.1     | garbage, 198.51.100.1                 | 198.51.100.1"
      })
  void theCallerIsTheFirstFromTheRightThatIsNoProxy(String peer, String lines, String caller) {
    List<String> header =
        lines == null ? List.of() : Stream.of(lines.split(";")).map(String::strip).toList();

    assertThat(addresses(PROXIES).of(address(peer), header)).isEqualTo(address(caller));
  }

  @Test
  void withoutTrustedProxiesNobodyIsBelieved() {
    assertThat(addresses(null).of(address("10.0.0.1"), List.of("198.51.100.1")))
        .isEqualTo(address("10.0.0.1"));
  }

  @Test
  void anEndlessHeaderIsReadForAWhile() {
    List<String> lines = Collections.nCopies(100_000, "10.0.0.2");

    assertThat(addresses(PROXIES).of(address("10.0.0.1"), lines)).isEqualTo(address("10.0.0.2"));
  }

  private static CallerAddress addresses(String proxies) {
    return new CallerAddress(new Settings(proxies, 20, Duration.ofMinutes(1)));
  }

  private static InetAddress address(String literal) {
    return AddressRanges.address(literal).orElseThrow();
  }

  /** Settings as they come from the environment. */
  record Settings(String proxies, int failures, Duration window) implements DoorConfig {

    @Override
    public Optional<String> trustedProxies() {
      return Optional.ofNullable(proxies);
    }

    @Override
    public Authentication authentication() {
      return new Authentication() {
        @Override
        public int failures() {
          return failures;
        }

        @Override
        public Duration window() {
          return window;
        }
      };
    }
  }
}
