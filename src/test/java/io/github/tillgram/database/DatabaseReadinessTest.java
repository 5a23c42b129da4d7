package io.github.tillgram.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseReadinessTest {

  private final StoppedClock clock = new StoppedClock();
  private Uni<?> answer = present();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private Uni<?> answerOfPool = present();

  private final DatabaseReadiness readiness =
      new DatabaseReadiness(() -> answer, () -> answerOfPool, clock, meters);

  @BeforeEach
  void theDatabaseWasThere() {
    isReady();
  }

  @Test
  void isReadyWhileTheDatabaseAnswers() {
    assertThat(isReady()).isTrue();
  }

  @Test
  void staysReadyForAMinuteWithoutTheDatabase() {
    answer = away();
    isReady();

    clock.advance(Duration.ofSeconds(59));

    assertThat(isReady()).isTrue();
  }

  @Test
  void isNotReadyBeforeTheDatabaseHasAnswered() {
    DatabaseReadiness fresh =
        new DatabaseReadiness(() -> answer, () -> answerOfPool, clock, meters);
    answer = away();
    assertThat(isReady(fresh)).isFalse();

    answer = present();
    assertThat(isReady(fresh)).isTrue();

    answer = away();
    assertThat(isReady(fresh)).isTrue();
  }

  @Test
  void isReadyHoweverLongOthersKeepTheirConnectionsBusy() {
    readiness.register(new StartupEvent());
    answerOfPool = Uni.createFrom().nothing();
    look();

    clock.advance(Duration.ofMinutes(5));
    look();

    assertThat(isReady()).isTrue();
    assertThat(meters.get(Meters.DATABASE_POOL_BUSY).gauge().value()).isEqualTo(300);
    assertThat(secondsAway()).isZero();
  }

  private void look() {
    readiness.look().await().atMost(Duration.ofSeconds(5));
  }

  @Test
  void metersTellForHowLongTheDatabaseHasBeenAway() {
    readiness.register(new StartupEvent());
    assertThat(secondsAway()).isZero();

    answer = away();
    isReady();
    clock.advance(Duration.ofSeconds(7));
    assertThat(secondsAway()).isEqualTo(7);

    answer = present();
    isReady();
    assertThat(secondsAway()).isZero();
  }

  private double secondsAway() {
    return meters.get(Meters.DATABASE_AWAY).gauge().value();
  }

  @Test
  void isNotReadyOnceTheDatabaseHasBeenAwayForAMinute() {
    answer = away();
    isReady();

    clock.advance(Duration.ofSeconds(60));

    assertThat(isReady()).isFalse();
  }

  @Test
  void isReadyAgainAtOnceWhenTheDatabaseIsBack() {
    answer = away();
    isReady();
    clock.advance(Duration.ofMinutes(5));
    answer = present();

    assertThat(isReady()).isTrue();
  }

  @Test
  void countsEachAbsenceAnew() {
    answer = away();
    isReady();
    clock.advance(Duration.ofSeconds(59));
    answer = present();
    isReady();
    answer = away();

    clock.advance(Duration.ofSeconds(59));

    assertThat(isReady()).isTrue();
  }

  @Test
  void saysSinceWhenTheDatabaseHasBeenAway() {
    answer = away();
    Instant first = clock.instant();
    isReady();

    clock.advance(Duration.ofSeconds(10));

    assertThat(response(readiness).getData().orElseThrow())
        .containsEntry("awaySince", first.toString());
  }

  @Test
  void takesSilenceOfTheDatabaseForAbsence() {
    answer = Uni.createFrom().nothing();
    isReady();

    clock.advance(DatabaseReadiness.PATIENCE);

    assertThat(isReady()).isFalse();
  }

  private boolean isReady() {
    return isReady(readiness);
  }

  private static boolean isReady(DatabaseReadiness asked) {
    return response(asked).getStatus() == HealthCheckResponse.Status.UP;
  }

  private static HealthCheckResponse response(DatabaseReadiness asked) {
    return asked.call().await().atMost(Duration.ofSeconds(5));
  }

  private static Uni<?> present() {
    return Uni.createFrom().item(1);
  }

  private static Uni<?> away() {
    return Uni.createFrom().failure(new IOException("Connection refused"));
  }

  private static final class StoppedClock extends Clock {

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
