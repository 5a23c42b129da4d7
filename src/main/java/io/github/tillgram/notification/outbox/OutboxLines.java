package io.github.tillgram.notification.outbox;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * The lines in which rows that speak wait for their turn. Turns are taken by the claim itself; here
 * a line is closed for longer, and lines that nobody stands in are forgotten.
 */
@ApplicationScoped
class OutboxLines {

  private static final String PAUSE =
      """
      INSERT INTO outbox_line AS line (bot_id, chat_id, free_at)
      VALUES ($1, 0, now() + $2::bigint * interval '1 millisecond')
      ON CONFLICT (bot_id, chat_id) DO UPDATE SET free_at = greatest(line.free_at, excluded.free_at)
      """;

  /** What is locked is in use, by a claim or by another replica's tidying. */
  private static final String FORGET =
      """
      DELETE FROM outbox_line WHERE (bot_id, chat_id) IN (
        SELECT bot_id, chat_id FROM outbox_line WHERE free_at < now() - interval '1 hour'
        FOR UPDATE SKIP LOCKED)
      """;

  private final Pool pool;

  OutboxLines(Pool pool) {
    this.pool = pool;
  }

  /** Nothing of this bot gets a turn before the wait is over, on no replica. */
  Uni<Void> pause(UUID botId, Duration wait) {
    return pool.preparedQuery(PAUSE).execute(Tuple.of(botId, wait.toMillis())).replaceWithVoid();
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round("free lines of chats go", () -> pool.query(FORGET).execute());
  }
}
