package io.github.tillgram.merchantapi;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.database.Permits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps those who read their books from taking the whole database: payers do not wait for them. One
 * of five connections is theirs, and they take turns at it, page by page.
 */
@ApplicationScoped
class ReadingPermits {

  private static final int SHARE = 5;
  private static final int MOST_WAITING = 1_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Permits permits;

  ReadingPermits(Vertx vertx, DatabaseConfig database) {
    int most = Math.max(1, database.connections() / SHARE);
    this.permits = new Permits(vertx, most, MOST_WAITING, LONGEST_WAIT);
  }

  /**
   * What was begun is read to its end, whoever has hung up meanwhile: a session that is canceled
   * would keep its connection.
   */
  <T> Uni<T> with(Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .completionStage(() -> permits.<T>with(work).subscribeAsCompletionStage().copy());
  }
}
