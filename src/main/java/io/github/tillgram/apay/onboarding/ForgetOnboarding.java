package io.github.tillgram.apay.onboarding;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets former keys that no longer count, data that nobody confirmed, and conversations a while
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
      """
      DELETE FROM apay_conversation WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM apay_conversation
        WHERE expires_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetOnboarding(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round(
            "former keys of A-Pay projects go",
            () -> run(FORMER_KEYS).chain(() -> run(UNCONFIRMED)))
        .chain(
            () ->
                OldRows.forget(
                    pool, "old conversations go", CONVERSATIONS, retention.conversations()));
  }

  private Uni<?> run(String statement) {
    return pool.query(statement).execute();
  }
}
