package io.github.tillgram.apay.postback;

import io.github.tillgram.database.Ids;
import io.github.tillgram.database.OldRows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Bodies of postbacks as they came, but for the access key, for as long as payers may dispute what
 * they paid. A body is written after its effects, so one that is here has had them.
 */
@ApplicationScoped
class KeepPostbacks {

  private static final String IS_KEPT =
      "SELECT EXISTS (SELECT FROM apay_postback WHERE project_id = $1 AND hash = $2)";

  private static final String KEEP =
      "INSERT INTO apay_postback (id, project_id, hash, form, body) VALUES ($1, $2, $3, $4, $5)"
          + " ON CONFLICT ON CONSTRAINT apay_postback_once DO NOTHING";

  private static final String FORGET =
      """
      DELETE FROM apay_postback WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM apay_postback
        WHERE created_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final PostbackConfig config;

  KeepPostbacks(Pool pool, PostbackConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** Whether the project has been told the very same, byte by byte. */
  Uni<Boolean> isKept(UUID projectId, PostbackBody body) {
    return pool.preparedQuery(IS_KEPT)
        .execute(Tuple.of(projectId, Buffer.buffer(body.hash())))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  Uni<Void> keep(UUID projectId, PostbackBody body, PostbackForm form) {
    return pool.preparedQuery(KEEP)
        .execute(
            Tuple.of(Ids.next(), projectId, Buffer.buffer(body.hash()), form.name(), body.masked()))
        .replaceWithVoid();
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return OldRows.forget(pool, "old postbacks go", FORGET, config.retention());
  }
}
