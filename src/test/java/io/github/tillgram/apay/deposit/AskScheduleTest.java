package io.github.tillgram.apay.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskScheduleTest {

  private static final Instant BEGUN = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void asksFourTimesInTheFirstHourAndThenEveryHourForADay() {
    List<Long> minutes = new ArrayList<>();
    Optional<Instant> next = Optional.of(BEGUN.plus(AskSchedule.first()));
    while (next.isPresent()) {
      minutes.add(Duration.between(BEGUN, next.get()).toMinutes());
      next = AskSchedule.next(BEGUN, next.get());
    }

    assertThat(minutes).startsWith(2L, 5L, 15L, 60L, 120L, 180L).endsWith(1_380L, 1_440L);
    assertThat(minutes).hasSize(27);
  }

  @Test
  void skipsWhatPassedWhileNobodyCouldAsk() {
    assertThat(AskSchedule.next(BEGUN, BEGUN.plus(Duration.ofMinutes(30))))
        .contains(BEGUN.plus(Duration.ofMinutes(60)));
    assertThat(AskSchedule.next(BEGUN, BEGUN.plus(Duration.ofMinutes(90))))
        .contains(BEGUN.plus(Duration.ofMinutes(120)));
    assertThat(AskSchedule.next(BEGUN, BEGUN.plus(Duration.ofDays(2)))).isEmpty();
  }
}
