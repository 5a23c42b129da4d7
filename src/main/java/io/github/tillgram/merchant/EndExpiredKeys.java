package io.github.tillgram.merchant;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes the digest from keys that have expired, as a revocation does. We refuse them from the very
 * moment; this is for releases that know no expiry, beside us or after a rollback.
 */
@ApplicationScoped
class EndExpiredKeys {

  private static final String END =
      """
      UPDATE api_key SET digest = '\\x00'::bytea || digest
      WHERE expires_at <= now() AND octet_length(digest) = 32
      """;

  private final Pool pool;

  EndExpiredKeys(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> end() {
    return Housekeeping.round("expired keys end", () -> pool.query(END).execute());
  }
}
