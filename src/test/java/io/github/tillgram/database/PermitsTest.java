package io.github.tillgram.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PermitsTest {

  private static final Vertx VERTX = Vertx.vertx();

  private final List<UniEmitter<? super String>> begun = new CopyOnWriteArrayList<>();

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void whatComesBeyondThePermitsWaitsItsTurn() {
    Permits permits = new Permits(VERTX, 2, 10, Duration.ofSeconds(30));
    UniAssertSubscriber<String> first = work(permits);
    work(permits);
    UniAssertSubscriber<String> third = work(permits);
    assertThat(begun).hasSize(2);
    assertThat(permits.waiting()).isOne();

    begun.get(0).complete("done");
    first.awaitItem();
    awaitBegun(3);
    begun.get(2).complete("done");

    third.awaitItem().assertItem("done");
    assertThat(permits.waiting()).isZero();
  }

  @Test
  void aFailureAndACancellationGiveThePermitBack() {
    Permits permits = new Permits(VERTX, 1, 0, Duration.ofSeconds(30));
    UniAssertSubscriber<String> failing = work(permits);
    begun.get(0).fail(new IllegalStateException());
    failing.awaitFailure();
    UniAssertSubscriber<String> canceled = work(permits);
    awaitBegun(2);
    canceled.cancel();

    work(permits);
    awaitBegun(3);
  }

  @Test
  void whoeverHangsUpWhileWaitingTakesNoPermitAlong() {
    Permits permits = new Permits(VERTX, 1, 1, Duration.ofSeconds(30));
    UniAssertSubscriber<String> first = work(permits);
    work(permits).cancel();
    assertThat(permits.waiting()).isZero();

    begun.get(0).complete("done");
    first.awaitItem();
    work(permits);
    awaitBegun(2);
  }

  @Test
  void whoeverHangsUpWhenHisTurnHasComeGivesThePermitBack() {
    Permits permits = new Permits(VERTX, 1, 1, Duration.ofSeconds(30));
    work(permits);
    UniAssertSubscriber<String> second = work(permits);
    begun.get(0).complete("done");
    second.cancel();

    work(permits);
    Awaitility.await().until(() -> begun.size() >= 2);
    begun.get(begun.size() - 1).complete("done");
    int before = begun.size();
    work(permits);
    awaitBegun(before + 1);
  }

  @Test
  void whoeverComesBehindTooManyFailsAtOnce() {
    Permits permits = new Permits(VERTX, 1, 1, Duration.ofSeconds(30));
    work(permits);
    work(permits);

    work(permits).awaitFailure().assertFailedWith(TimeoutException.class);
    assertThat(begun).hasSize(1);
  }

  @Test
  void whoeverWaitsTooLongFailsAndIsNeverBegun() {
    Permits permits = new Permits(VERTX, 1, 10, Duration.ofMillis(50));
    work(permits);
    work(permits).awaitFailure().assertFailedWith(TimeoutException.class);

    begun.get(0).complete("done");
    work(permits);
    awaitBegun(2);
    assertThat(begun).hasSize(2);
  }

  @Test
  void nobodyIsForgottenBetweenLookingAndWaiting() throws Exception {
    Permits permits = new Permits(VERTX, 1, 10, Duration.ofSeconds(30));
    ExecutorService two = Executors.newFixedThreadPool(2);
    for (int round = 0; round < 20_000; round++) {
      CyclicBarrier together = new CyclicBarrier(2);
      Callable<String> one =
          () -> {
            together.await();
            return permits
                .with(() -> Uni.createFrom().item("done"))
                .await()
                .atMost(Duration.ofSeconds(5));
          };
      for (Future<String> done : two.invokeAll(List.of(one, one))) {
        assertThat(done.get()).isEqualTo("done");
      }
    }
    two.shutdown();
  }

  private UniAssertSubscriber<String> work(Permits permits) {
    return permits
        .with(() -> Uni.createFrom().<String>emitter(begun::add))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private void awaitBegun(int count) {
    Awaitility.await().until(() -> begun.size() >= count);
  }
}
