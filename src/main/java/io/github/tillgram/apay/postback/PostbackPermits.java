package io.github.tillgram.apay.postback;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.database.Permits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps postbacks from taking more of the database than their share. A-Pay repeats what was not
 * taken.
 */
@ApplicationScoped
class PostbackPermits {

  /** Of five connections Telegram's door has three. */
  private static final int OF = 5;

  private static final int MOST_WAITING = 2_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Permits permits;

  PostbackPermits(Vertx vertx, DatabaseConfig database) {
    int most = Math.max(1, database.connections() / OF);
    this.permits = new Permits(vertx, most, MOST_WAITING, LONGEST_WAIT);
  }

  <T> Uni<T> with(Supplier<Uni<? extends T>> work) {
    return permits.with(work);
  }
}
