package io.github.tillgram.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BatcherTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Batcher.Limits LIMITS = new Batcher.Limits(4, 100, LONG, LONG);
  private static final Vertx VERTX = Vertx.vertx();

  private final ByHand database = new ByHand();

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void whoeverAsksAloneWaitsForNobody() {
    Batcher<String, String> batcher = batcher(LIMITS);

    UniAssertSubscriber<String> answer = ask(batcher, "a");
    database.answer(0);

    assertThat(answer.awaitItem().getItem()).isEqualTo("A");
    assertThat(database.batches).containsExactly(List.of("a"));
  }

  @Test
  void whileOneBatchIsUnderWayTheNextOneGathers() {
    Batcher<String, String> batcher = batcher(LIMITS);
    ask(batcher, "a");
    database.awaitBatches(1);

    List<UniAssertSubscriber<String>> others = askAll(batcher, "b", "c", "d");
    database.answer(0);
    database.answer(1);

    others.forEach(UniAssertSubscriber::awaitItem);
    assertThat(others.stream().map(UniAssertSubscriber::getItem)).containsExactly("B", "C", "D");
    assertThat(database.batches).containsExactly(List.of("a"), List.of("b", "c", "d"));
  }

  @Test
  void noBatchIsLargerThanTheLimit() {
    Batcher<String, String> batcher = batcher(LIMITS);
    ask(batcher, "first");
    database.awaitBatches(1);

    askAll(batcher, "a", "b", "c", "d", "e", "f");
    database.answer(0);
    database.answer(1);
    database.awaitBatches(3);

    assertThat(database.batches.subList(1, 3))
        .containsExactly(List.of("a", "b", "c", "d"), List.of("e", "f"));
  }

  @Test
  void whatSharesAKeyDoesNotShareABatchAndKeepsItsOrder() {
    Batcher<String, String> batcher = batcher(LIMITS);
    ask(batcher, "first");
    database.awaitBatches(1);

    askAll(batcher, "x1", "y1", "x2", "x3");
    IntStream.range(0, 4).forEach(database::answer);

    assertThat(database.batches.subList(1, 4))
        .containsExactly(List.of("x1", "y1"), List.of("x2"), List.of("x3"));
  }

  @Test
  void aBatchThatFailsIsAskedOneByOneAndOneBadQuestionSpoilsNobodyElses() {
    Batcher<String, String> batcher = batcher(LIMITS);
    ask(batcher, "first");
    database.awaitBatches(1);

    List<UniAssertSubscriber<String>> answers = askAll(batcher, "a", "bad", "c");
    database.answer(0);
    database.fail(1);

    assertThat(answers.get(0).awaitItem().getItem()).isEqualTo("A");
    answers.get(1).awaitFailure().assertFailedWith(IllegalStateException.class, "bad");
    assertThat(answers.get(2).awaitItem().getItem()).isEqualTo("C");
    assertThat(database.alone).containsExactly("a", "bad", "c");
  }

  @Test
  void whatABatchLeavesOutIsAskedAlone() {
    Batcher<String, String> batcher = batcher(LIMITS);

    UniAssertSubscriber<String> answer = ask(batcher, "later");
    database.answer(0);

    assertThat(answer.awaitItem().getItem()).isEqualTo("LATER");
    assertThat(database.alone).containsExactly("later");
  }

  @Test
  void whatIsAskedAloneIsAskedByOneAtATime() {
    Batcher<String, String> batcher = batcher(LIMITS);
    UniAssertSubscriber<String> first = ask(batcher, "xwait");
    database.answer(0);
    database.awaitAlone(1);

    UniAssertSubscriber<String> second = ask(batcher, "x2");
    UniAssertSubscriber<String> other = ask(batcher, "y1");
    database.answer(1);

    assertThat(other.awaitItem().getItem()).isEqualTo("Y1");
    assertThat(database.batches).containsExactly(List.of("xwait"), List.of("y1"));
    database.endOfWait.complete("XWAIT");
    first.awaitItem();
    database.answer(2);
    assertThat(second.awaitItem().getItem()).isEqualTo("X2");
  }

  @Test
  void whoeverWaitsForWhatIsAskedAloneWaitsNoLongerThanOthers() {
    Batcher<String, String> batcher =
        batcher(new Batcher.Limits(4, 100, Duration.ofMillis(200), Duration.ofMillis(50)));
    ask(batcher, "xwait");
    database.answer(0);
    database.awaitAlone(1);

    ask(batcher, "x2").awaitFailure().assertFailedWith(TimeoutException.class);
    assertThat(database.batches).containsExactly(List.of("xwait"));
  }

  @Test
  void aBatchThatTakesLongDoesNotHoldUpTheNext() {
    Batcher<String, String> batcher =
        batcher(new Batcher.Limits(4, 100, LONG, Duration.ofMillis(50)));
    UniAssertSubscriber<String> slow = ask(batcher, "slow");
    database.awaitBatches(1);

    UniAssertSubscriber<String> quick = ask(batcher, "quick");
    database.answer(1);
    assertThat(quick.awaitItem().getItem()).isEqualTo("QUICK");
    slow.assertNotTerminated();

    database.answer(0);
    assertThat(slow.awaitItem().getItem()).isEqualTo("SLOW");
  }

  @Test
  void whatWaitedTooLongIsNotAskedAnyMore() throws InterruptedException {
    Batcher<String, String> batcher =
        batcher(new Batcher.Limits(4, 100, Duration.ofSeconds(1), LONG));
    ask(batcher, "first");
    database.awaitBatches(1);

    UniAssertSubscriber<String> old = ask(batcher, "old");
    Thread.sleep(1_100);
    UniAssertSubscriber<String> fresh = ask(batcher, "fresh");
    database.answer(0);
    database.answer(1);

    old.awaitFailure().assertFailedWith(TimeoutException.class);
    assertThat(fresh.awaitItem().getItem()).isEqualTo("FRESH");
    assertThat(database.batches).containsExactly(List.of("first"), List.of("fresh"));
  }

  @Test
  void whoeverComesBehindTooManyFailsAtOnceAndThePlacesAreGivenBack() {
    Batcher<String, String> batcher = batcher(new Batcher.Limits(4, 2, LONG, LONG));
    UniAssertSubscriber<String> first = ask(batcher, "a");
    database.awaitBatches(1);
    UniAssertSubscriber<String> second = ask(batcher, "b");

    ask(batcher, "c").awaitFailure().assertFailedWith(TimeoutException.class);

    database.answer(0);
    database.answer(1);
    first.awaitItem();
    second.awaitItem();
    UniAssertSubscriber<String> later = ask(batcher, "d");
    database.answer(2);
    assertThat(later.awaitItem().getItem()).isEqualTo("D");
  }

  @Test
  void whoeverAsksIsAnsweredInHisOwnContext() throws Exception {
    Batcher<String, String> batcher = batcher(LIMITS);
    Context mine = VERTX.getOrCreateContext();
    CompletableFuture<Context> answeredIn = new CompletableFuture<>();

    mine.runOnContext(
        ignored ->
            batcher
                .ask("a")
                .subscribe()
                .with(answer -> answeredIn.complete(VERTX.getOrCreateContext())));
    database.answer(0);

    assertThat(answeredIn.get(5, TimeUnit.SECONDS)).isSameAs(mine);
  }

  private Batcher<String, String> batcher(Batcher.Limits limits) {
    return new Batcher<>(VERTX, database, limits, size -> {});
  }

  private static UniAssertSubscriber<String> ask(Batcher<String, String> batcher, String question) {
    return batcher.ask(question).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static List<UniAssertSubscriber<String>> askAll(
      Batcher<String, String> batcher, String... questions) {
    List<UniAssertSubscriber<String>> answers = new ArrayList<>();
    for (String question : questions) {
      answers.add(ask(batcher, question));
    }
    return answers;
  }

  /** Answers a question in capitals, when the test says so. The key is the first letter. */
  private static final class ByHand implements Batched<String, String> {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<UniEmitter<? super List<Optional<String>>>> open =
        new CopyOnWriteArrayList<>();
    private final List<String> alone = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> endOfWait = new CompletableFuture<>();

    @Override
    public Collection<?> keys(String question) {
      return List.of(question.matches("[xy](\\d|wait)") ? question.charAt(0) : question);
    }

    @Override
    public Uni<List<Optional<String>>> together(List<String> questions) {
      return Uni.createFrom()
          .emitter(
              emitter -> {
                open.add(emitter);
                batches.add(questions);
              });
    }

    @Override
    public Uni<String> alone(String question) {
      alone.add(question);
      if (question.equals("xwait")) {
        return Uni.createFrom().completionStage(endOfWait);
      }
      return question.equals("bad")
          ? Uni.createFrom().failure(new IllegalStateException("bad"))
          : Uni.createFrom().item(question.toUpperCase());
    }

    void awaitBatches(int count) {
      await().atMost(5, TimeUnit.SECONDS).until(() -> batches.size() >= count);
    }

    void awaitAlone(int count) {
      await().atMost(5, TimeUnit.SECONDS).until(() -> alone.size() >= count);
    }

    void answer(int batch) {
      awaitBatches(batch + 1);
      open.get(batch)
          .complete(
              batches.get(batch).stream()
                  .map(
                      question ->
                          question.equals("later") || question.equals("xwait")
                              ? Optional.<String>empty()
                              : Optional.of(question.toUpperCase()))
                  .toList());
    }

    void fail(int batch) {
      awaitBatches(batch + 1);
      open.get(batch).fail(new IllegalArgumentException("the whole batch"));
    }
  }
}
