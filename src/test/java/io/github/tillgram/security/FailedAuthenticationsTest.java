package io.github.tillgram.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.FailedAuthentications.Proof;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedAuthenticationsTest {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int LIMIT = 3;

  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FailedAuthentications failures =
      new FailedAuthentications(new CallerAddressTest.Settings(null, LIMIT, WINDOW), clock, meters);

  @Test
  void failuresBeyondTheLimitAreToldToWaitForTheRestOfTheWindow() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(failures.isLimited(Proof.API_KEY, AddressRanges.address("192.0.2.1").get()))
          .isFalse();
      assertThat(fail("192.0.2.1")).isEmpty();
    }
    clock.advance(Duration.ofSeconds(20));

    assertThat(failures.isLimited(Proof.API_KEY, AddressRanges.address("192.0.2.1").get()))
        .isTrue();
    assertThat(fail("192.0.2.1")).contains(Duration.ofSeconds(40));

    clock.advance(Duration.ofSeconds(40));
    assertThat(failures.isLimited(Proof.API_KEY, AddressRanges.address("192.0.2.1").get()))
        .isFalse();
    assertThat(fail("192.0.2.1")).isEmpty();
  }

  @Test
  void anotherAddressAndAnotherProofAreCountedApart() {
    exhaust("192.0.2.1");

    assertThat(fail("192.0.2.2")).isEmpty();
    assertThat(failures.note(Proof.WEBHOOK_SECRET, AddressRanges.address("192.0.2.1").get()))
        .isEmpty();
  }

  @Test
  void theNeighboursOfAnIpv6AddressAreTheSameCaller() {
    exhaust("2001:db8:1:2::1");

    assertThat(fail("2001:db8:1:2:ffff::9")).isPresent();
    assertThat(fail("2001:db8:1:3::1")).isEmpty();
  }

  @Test
  void theFirstFailureOfAWindowIsLoggedAndAllAreCounted() {
    try (LogLines log = LogLines.record()) {
      exhaust("192.0.2.1");
      exhaust("192.0.2.1");
      fail("2001:db8:1:2::1");

      assertThat(log.text().lines()).hasSize(2);
      assertThat(log.text()).contains("from 192.0.2.1 ", "from 2001:db8:1:2::/64 ");
    }
    assertThat(counted("refused")).isEqualTo(LIMIT + 1.0);
    assertThat(counted("limited")).isEqualTo(LIMIT);
  }

  private double counted(String answer) {
    return meters
        .get("tillgram.authentication.failures")
        .tag("proof", "api_key")
        .tag("answer", answer)
        .counter()
        .count();
  }

  private void exhaust(String address) {
    for (int i = 0; i < LIMIT; i++) {
      fail(address);
    }
  }

  private Optional<Duration> fail(String address) {
    return failures.note(Proof.API_KEY, AddressRanges.address(address).orElseThrow());
  }
}
