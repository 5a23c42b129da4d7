package io.github.tillgram.database;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database of this test knows even numbers, by their halves. */
class PacedLookupTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<List<Integer>> queries = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> answered = new CompletableFuture<>();
  private final PacedLookup<Integer, Integer> lookup = new PacedLookup<>(vertx, this::query);

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void whoeverAsksWhileAQueryRunsIsAnsweredByTheNextOne() throws Exception {
    CompletableFuture<Optional<Integer>> first = lookup.ask(2);
    await().until(() -> queries.size() == 1);
    List<CompletableFuture<Optional<Integer>>> others =
        IntStream.range(0, 200).map(i -> i % 100).mapToObj(lookup::ask).toList();
    answered.complete(null);

    assertThat(first.get(5, TimeUnit.SECONDS)).contains(1);
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).get(5, TimeUnit.SECONDS))
          .isEqualTo(i % 2 == 0 ? Optional.of(i % 100 / 2) : Optional.empty());
    }
    assertThat(queries).hasSize(2);
    assertThat(queries.get(1)).hasSize(100);
  }

  @Test
  void aFloodIsTakenInPortionsAndThenTurnedAway() throws Exception {
    List<CompletableFuture<Optional<Integer>>> asked =
        IntStream.range(0, 20_000).mapToObj(lookup::ask).toList();
    answered.complete(null);

    List<Throwable> failures = new ArrayList<>();
    for (CompletableFuture<Optional<Integer>> one : asked) {
      one.handle((found, failure) -> failure == null || failures.add(failure))
          .get(20, TimeUnit.SECONDS);
    }
    assertThat(failures)
        .hasSizeBetween(11_000, 12_000)
        .hasOnlyElementsOfType(TimeoutException.class);
    assertThat(DatabaseTrouble.isIn(failures.get(0))).isTrue();
    assertThat(queries).hasSizeLessThan(40).allMatch(keys -> keys.size() <= 256);
  }

  @Test
  void whoeverHangsUpTakesNobodysAnswerAlong() {
    find(4);
    await().until(() -> queries.size() == 1);
    UniAssertSubscriber<Optional<Integer>> impatient = find(2);
    UniAssertSubscriber<Optional<Integer>> patient = find(2);

    impatient.cancel();
    answered.complete(null);

    assertThat(patient.awaitItem().getItem()).contains(1);
  }

  private UniAssertSubscriber<Optional<Integer>> find(int key) {
    return lookup.find(key).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void aQueryThatFailsFailsItsOwnAskersOnly() throws Exception {
    CompletableFuture<Optional<Integer>> unlucky = lookup.ask(2);
    await().until(() -> queries.size() == 1);
    CompletableFuture<Optional<Integer>> next = lookup.ask(4);
    answered.completeExceptionally(new IllegalStateException("away"));

    assertThat(unlucky).failsWithin(java.time.Duration.ofSeconds(5));
    await().until(() -> queries.size() == 2);
    assertThat(next).failsWithin(java.time.Duration.ofSeconds(5));
  }

  private Uni<Map<Integer, Integer>> query(List<Integer> keys) {
    queries.add(keys);
    return Uni.createFrom()
        .completionStage(answered)
        .map(
            done ->
                keys.stream()
                    .filter(key -> key % 2 == 0)
                    .collect(toMap(Function.identity(), key -> key / 2)));
  }
}
