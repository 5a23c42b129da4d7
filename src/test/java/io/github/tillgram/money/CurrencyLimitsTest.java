package io.github.tillgram.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.money.CurrencyLimits.Limits;
import io.github.tillgram.testsupport.MovableClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrencyLimitsTest {

  private static final Limits USD = new Limits(100, 1_000_000);

  private final MovableClock clock = new MovableClock();
  private final CurrencyLimits limits = new CurrencyLimits(clock);

  @Test
  void nothingIsLimitedBeforeTheFirstReading() {
    assertThat(limits.of("USD")).isEmpty();
  }

  @Test
  void whatWasReadLatelyIsBelieved() {
    limits.replace(Map.of("USD", USD));
    clock.advance(CurrencyLimits.FRESH.minusSeconds(1));

    assertThat(limits.of("USD")).contains(USD);
    assertThat(limits.of("EUR")).isEmpty();
  }

  @Test
  void whatWasReadTwoDaysAgoIsNoReasonToRefuse() {
    limits.replace(Map.of("USD", USD));
    clock.advance(Duration.ofHours(48));

    assertThat(limits.of("USD")).isEmpty();
  }

  @Test
  void aNewReadingReplacesTheOldOneWhole() {
    limits.replace(Map.of("USD", USD, "EUR", USD));
    clock.advance(Duration.ofHours(47));
    limits.replace(Map.of("USD", new Limits(90, 900_000)));
    clock.advance(Duration.ofHours(47));

    assertThat(limits.of("USD")).contains(new Limits(90, 900_000));
    assertThat(limits.of("EUR")).isEmpty();
  }
}
