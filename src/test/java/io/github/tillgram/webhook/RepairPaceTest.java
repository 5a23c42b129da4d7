package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often somebody else's changes are undone. */
class RepairPaceTest {

  private static final Duration INTERVAL = Duration.ofMinutes(5);

  @Test
  void theFirstRepairIsMadeAtOnce() {
    assertThat(new RepairPace(0, Optional.empty()).allowsAnother(INTERVAL)).isTrue();
  }

  @Test
  void eachFurtherOneWaitsTwiceAsLongUpToSixHours() {
    assertThat(after(1, Duration.ofMinutes(4)).allowsAnother(INTERVAL)).isFalse();
    assertThat(after(1, Duration.ofMinutes(5)).allowsAnother(INTERVAL)).isTrue();
    assertThat(after(3, Duration.ofMinutes(19)).allowsAnother(INTERVAL)).isFalse();
    assertThat(after(3, Duration.ofMinutes(20)).allowsAnother(INTERVAL)).isTrue();
    assertThat(after(60, Duration.ofHours(5)).allowsAnother(INTERVAL)).isFalse();
    assertThat(after(60, Duration.ofHours(6)).allowsAnother(INTERVAL)).isTrue();
  }

  @Test
  void theThirdWithinADayIsNoAccidentAndADayOfPeaceIsForgiven() {
    assertThat(after(2, Duration.ofHours(1)).isContested()).isFalse();
    assertThat(after(2, Duration.ofHours(1)).oneMore().isContested()).isTrue();
    assertThat(after(3, Duration.ofHours(25)).isContested()).isFalse();
    assertThat(after(3, Duration.ofHours(25)).oneMore().repairs()).isEqualTo(1);
  }

  private static RepairPace after(int repairs, Duration sinceLast) {
    return new RepairPace(repairs, Optional.of(sinceLast));
  }
}
