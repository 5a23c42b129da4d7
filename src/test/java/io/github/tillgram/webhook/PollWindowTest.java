package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.telegram.client.PolledUpdate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollWindowTest {

  /** The queue of an update is its body. */
  private final PollWindow window = new PollWindow(3, PolledUpdate::body);

  @Test
  void nothingIsForgottenBeforeAllBeforeItIsDone() {
    add("1 a", "2 b", "3 c");
    start();

    window.done(1);
    window.done(3);

    assertThat(window.offset()).isEqualTo(2);
    window.done(2);
    assertThat(window.offset()).isEqualTo(4);
  }

  @Test
  void aNumberIsNamedOnceBecauseIdsMayGoDown() {
    add("900 a");
    start();
    window.done(900);
    assertThat(window.offset()).isEqualTo(901);

    window.forgotten(901);

    assertThat(window.offset()).isZero();
    add("17 a");
    assertThat(start()).containsExactly(17L);
    window.done(17);
    assertThat(window.offset()).isEqualTo(18);
  }

  @Test
  void aNumberThatMayNotHaveArrivedIsNamedAgain() {
    add("1 a");
    start();
    window.done(1);

    assertThat(window.offset()).isEqualTo(2);
    assertThat(window.offset()).isEqualTo(2);
    assertThat(add("1 a")).isFalse();
    assertThat(start()).isEmpty();
  }

  @Test
  void updatesOfAQueueWaitForEachOther() {
    add("1 a", "2 a", "3 b");

    assertThat(start()).containsExactly(1L, 3L);
    assertThat(start()).isEmpty();
    window.done(1);
    assertThat(start()).containsExactly(2L);
  }

  @Test
  void whatFailedHoldsItsQueueAndNoOther() {
    add("1 a", "2 a", "3 b");
    start();

    assertThat(window.failed(1)).isEqualTo(1);
    window.done(3);

    assertThat(start()).isEmpty();
    assertThat(window.offset()).isZero();
    window.again(1);
    assertThat(start()).containsExactly(1L);
    assertThat(window.failed(1)).isEqualTo(2);
    window.again(1);
    start();
    window.done(1);
    assertThat(start()).containsExactly(2L);
  }

  @Test
  void noMoreAreUnderWayThanMayBe() {
    add("1 a", "2 b", "3 c", "4 d", "5 e");

    assertThat(start()).containsExactly(1L, 2L, 3L);
    window.done(2);
    assertThat(start()).containsExactly(4L);
  }

  @Test
  void whatIsToldAgainIsNotHandledAgain() {
    add("1 a");
    start();

    assertThat(add("1 a", "2 b")).isTrue();
    assertThat(start()).containsExactly(2L);
    assertThat(add("1 a", "2 b")).isFalse();
  }

  @Test
  void itIsFinishedWhenAllIsDone() {
    assertThat(window.isFinished()).isTrue();
    add("1 a", "2 b");
    assertThat(window.isFinished()).isFalse();
    var finished = window.whenFinished();
    start();

    window.done(1);
    assertThat(finished).isNotDone();
    window.done(2);

    assertThat(finished).isCompleted();
    assertThat(window.isFinished()).isTrue();
  }

  @Test
  void onceClosedItWaitsForWhatIsUnderWayOnly() {
    add("1 a", "2 a", "3 b", "4 c");
    start();
    window.failed(4);

    window.close();

    assertThat(window.whenFinished()).isNotDone();
    window.failed(3);
    window.done(1);
    assertThat(window.whenFinished()).isCompleted();
    window.again(4);
    add("5 e");
    assertThat(start()).isEmpty();
  }

  private boolean add(String... updates) {
    return window.add(
        Arrays.stream(updates)
            .map(update -> update.split(" "))
            .map(parts -> new PolledUpdate(Long.parseLong(parts[0]), parts[1]))
            .toList());
  }

  private List<Long> start() {
    return window.start().stream().map(PolledUpdate::id).toList();
  }
}
