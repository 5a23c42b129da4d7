package io.github.tillgram.apay.onboarding;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets former keys that no longer count, data that nobody confirmed, and conversations a week
 * after their end; until then a link can still say that it was used or has expired.
 */
@ApplicationScoped
class ForgetOnboarding {

  private static final String FORMER_KEYS =
      "DELETE FROM apay_signing_key WHERE valid_until < now()";

  private static final String UNCONFIRMED =
      """
      UPDATE apay_conversation SET pending = NULL, pending_message = NULL, pending_until = NULL
      WHERE pending_until < now()
      """;

  private static final String CONVERSATIONS =
      "DELETE FROM apay_conversation WHERE expires_at < now() - interval '7 days'";

  private final Pool pool;

  ForgetOnboarding(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round(
        "former keys of A-Pay projects go",
        () -> run(FORMER_KEYS).chain(() -> run(UNCONFIRMED)).chain(() -> run(CONVERSATIONS)));
  }

  private Uni<?> run(String statement) {
    return pool.query(statement).execute();
  }
}
