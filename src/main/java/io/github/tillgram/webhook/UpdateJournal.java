package io.github.tillgram.webhook;

import io.github.tillgram.database.OldRows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Remembers which updates were handled. It guards messages that we send; money is guarded by its
 * own keys and never asks the journal. Pre-checkout queries are noted by their own statement.
 */
@ApplicationScoped
public class UpdateJournal {

  private static final String NOTE =
      "INSERT INTO webhook_update (bot_id, update_id) VALUES (:botId, :updateId)"
          + " ON CONFLICT DO NOTHING";

  private static final String FORGET =
      """
      DELETE FROM webhook_update WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM webhook_update
        WHERE received_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final WebhookConfig config;

  UpdateJournal(Pool pool, WebhookConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** Notes an update in the caller's transaction; false when it was handled before. */
  public Uni<Boolean> firstSeen(IncomingUpdate update) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(NOTE)
                    .setParameter("botId", update.bot().id())
                    .setParameter("updateId", update.updateId())
                    .executeUpdate())
        .map(inserted -> inserted == 1);
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return OldRows.forget(pool, "old update ids go", FORGET, config.webhook().journal());
  }
}
