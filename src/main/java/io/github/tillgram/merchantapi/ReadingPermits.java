package io.github.tillgram.merchantapi;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.database.Permits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps those who read their books from taking the whole database: payers do not wait for them. One
 * of five connections is theirs, one of these at most each merchant's, and they take turns at them,
 * page by page.
 */
@ApplicationScoped
class ReadingPermits {

  private static final int SHARE = 5;
  private static final int MOST_WAITING = 1_000;

  /** Of one merchant; what he asks for side by side takes turns at his own one. */
  private static final int MOST_WAITING_OF_ONE = 50;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Permits permits;

  /** As many as there are merchants who read. */
  private final Map<UUID, Permits> ofOne = new ConcurrentHashMap<>();

  ReadingPermits(Vertx vertx, DatabaseConfig database) {
    this.vertx = vertx;
    int most = Math.max(1, database.connections() / SHARE);
    this.permits = new Permits(vertx, most, MOST_WAITING, LONGEST_WAIT);
  }

  /**
   * What was begun is read to its end, whoever has hung up meanwhile: a session that is canceled
   * would keep its connection.
   */
  <T> Uni<T> with(UUID merchantId, Supplier<Uni<? extends T>> work) {
    Permits own = ofOne.computeIfAbsent(merchantId, id -> permitsOfOne());
    return Uni.createFrom()
        .completionStage(
            () -> own.<T>with(() -> permits.<T>with(work)).subscribeAsCompletionStage().copy());
  }

  private Permits permitsOfOne() {
    return new Permits(vertx, 1, MOST_WAITING_OF_ONE, LONGEST_WAIT);
  }
}
