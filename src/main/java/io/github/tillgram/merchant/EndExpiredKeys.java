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
      WITH ended AS (
        UPDATE api_key SET digest = '\\x00'::bytea || digest
        WHERE expires_at <= now() AND octet_length(digest) = 32
        RETURNING id, merchant_id, name
      )
      INSERT INTO invoice_event (merchant_id, type, data)
      SELECT merchant_id, 'api_key.expired', json_build_object('keyId', id, 'name', name)::text FROM ended
      """;

  private final Pool pool;

  EndExpiredKeys(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> end() {
    return Housekeeping.round("expired keys end", () -> pool.query(END).execute());
  }
}
