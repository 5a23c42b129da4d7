package io.github.tillgram.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final Duration AT_MOST = Duration.ofMillis(600);

  private final Semaphore taken = new Semaphore(0);

  @Test
  void thoseWhoBeginTogetherWaitSideBySide() throws InterruptedException {
    Drain one = new Drain(AT_MOST);
    Drain other = new Drain(AT_MOST);
    long begin = System.nanoTime();
    one.begin();
    other.begin();

    assertThat(one.awaitAll(taken, 1)).isFalse();
    assertThat(other.awaitAll(taken, 1)).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(AT_MOST, AT_MOST.multipliedBy(2).minusMillis(100));
  }

  @Test
  void whatIsGivenBackInTimeIsWaitedFor() throws InterruptedException {
    Drain drain = new Drain(Duration.ofMinutes(1));
    drain.begin();
    new Thread(() -> taken.release(2)).start();

    assertThat(drain.awaitAll(taken, 2)).isTrue();
  }
}
