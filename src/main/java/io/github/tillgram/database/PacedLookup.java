package io.github.tillgram.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Finds rows for strangers, at a price that does not depend on how many they are: one query at a
 * time answers everybody who asked while the last one ran, and between two of them there is a
 * pause. Whoever asks alone is answered at once.
 */
public final class PacedLookup<K, V> {

  private static final Duration PACE = Duration.ofMillis(25);
  private static final int MOST_AT_ONCE = 256;
  private static final int MOST_WAITING = 8_192;

  private final Vertx vertx;
  private final Function<List<K>, Uni<Map<K, V>>> query;

  /** Who waits, by what he asks for; guarded by this object, like the flag below. */
  private final Map<K, CompletableFuture<Optional<V>>> waiting = new LinkedHashMap<>();

  private boolean running;

  /**
   * @param query finds many at once, in the context it is called in; what is not found is left out
   */
  public PacedLookup(Vertx vertx, Function<List<K>, Uni<Map<K, V>>> query) {
    this.vertx = vertx;
    this.query = query;
  }

  /** Goes on in the caller's context. Fails, for a while, when too many wait already. */
  public Uni<Optional<V>> find(K key) {
    return Uni.createFrom()
        .deferred(
            () ->
                // Whoever hangs up cancels his copy, and not the answer that others wait for.
                Uni.createFrom()
                    .completionStage(ask(key).copy())
                    .emitOn(SessionContexts.ofCaller(vertx)));
  }

  /** Like {@link #find}; the answer arrives in some context. It was read after this call. */
  public synchronized CompletableFuture<Optional<V>> ask(K key) {
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(key)) {
      return CompletableFuture.failedFuture(new TimeoutException("too many lookups wait"));
    }
    CompletableFuture<Optional<V>> answer =
        waiting.computeIfAbsent(key, asked -> new CompletableFuture<>());
    if (!running) {
      running = true;
      SessionContexts.runInNew(vertx, this::answerNext);
    }
    return answer;
  }

  private void answerNext() {
    Map<K, CompletableFuture<Optional<V>>> next = takeNext();
    Uni.createFrom()
        .deferred(() -> query.apply(new ArrayList<>(next.keySet())))
        .onTermination()
        .invoke(() -> vertx.setTimer(PACE.toMillis(), tick -> goOn()))
        .subscribe()
        .with(
            found ->
                next.forEach((key, answer) -> answer.complete(Optional.ofNullable(found.get(key)))),
            failure -> next.values().forEach(answer -> answer.completeExceptionally(failure)));
  }

  private synchronized Map<K, CompletableFuture<Optional<V>>> takeNext() {
    Map<K, CompletableFuture<Optional<V>>> next = new LinkedHashMap<>();
    Iterator<Map.Entry<K, CompletableFuture<Optional<V>>>> all = waiting.entrySet().iterator();
    while (all.hasNext() && next.size() < MOST_AT_ONCE) {
      Map.Entry<K, CompletableFuture<Optional<V>>> entry = all.next();
      next.put(entry.getKey(), entry.getValue());
      all.remove();
    }
    return next;
  }

  private synchronized void goOn() {
    running = !waiting.isEmpty();
    if (running) {
      SessionContexts.runInNew(vertx, this::answerNext);
    }
  }
}
