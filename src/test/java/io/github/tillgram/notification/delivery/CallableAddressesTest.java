package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallableAddressesTest {

  private final CallableAddresses addresses = new CallableAddresses(TestSettings.NOTHING_ALLOWED);

  @ParameterizedTest
  @CsvFileSource(resources = "/delivery/refused-addresses.csv", numLinesToSkip = 1)
  void whatIsNotPublicIsNotCalled(String address, String objection) throws UnknownHostException {
    assertThat(addresses.objection(address(address))).contains(objection);
    assertThat(addresses.isAllowed(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "3ffe::1"
      })
  void whatIsPublicIsCalled(String address) throws UnknownHostException {
    assertThat(addresses.objection(address(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, true",
    "10.2.0.0, false",
    "fd00:1::7, true",
    "fd00:2::7, false",
    "64:ff9b::10.1.2.3, true",
    "64:ff9b::10.2.0.0, false",
    "8.8.8.8, true",
    "127.0.0.1, false"
  })
  void whatTheOperatorAllowsIsCalledAndNothingBesides(String address, boolean isCallable)
      throws UnknownHostException {
    CallableAddresses some = new CallableAddresses(TestSettings.of("10.1.0.0/16, fd00:1::/32"));

    assertThat(some.objection(address(address)).isEmpty()).isEqualTo(isCallable);
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
