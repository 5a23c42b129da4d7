package io.github.tillgram.apay.deposit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Turns at A-Pay: of each project one request in a second may ask how something went, whichever
 * replica makes it. A project's row says when the last turn was taken.
 */
@ApplicationScoped
public class AskTurns {

  private static final String TAKE_ONE =
      """
      UPDATE apay_project SET asked_at = now()
      WHERE id = $1 AND (asked_at IS NULL OR asked_at <= now() - interval '1 second')
      """;

  /**
   * Of each project whose turn has come the attempt that waits the longest. What is claimed is due
   * again when the lease ends, should nobody ever say how it went.
   */
  private static final String CLAIM =
      """
      WITH waiting AS (
        SELECT DISTINCT project_id FROM apay_attempt WHERE ask_at <= now()
      ), turn AS (
        UPDATE apay_project p SET asked_at = now()
        FROM (SELECT q.id FROM apay_project q JOIN waiting w ON w.project_id = q.id
              WHERE q.asked_at IS NULL OR q.asked_at <= now() - interval '1 second'
              ORDER BY q.asked_at NULLS FIRST LIMIT $2 FOR NO KEY UPDATE OF q SKIP LOCKED) next
        WHERE p.id = next.id RETURNING p.id
      ), due AS (
        SELECT DISTINCT ON (a.project_id) a.id FROM turn t JOIN apay_attempt a ON a.project_id = t.id
        WHERE a.ask_at <= now() ORDER BY a.project_id, a.ask_at, a.id
      )
      UPDATE apay_attempt a SET ask_at = now() + $1::bigint * interval '1 millisecond'
      FROM due WHERE a.id = due.id AND a.ask_at <= now() RETURNING a.id
      """;

  /** The same for payments that A-Pay's people look for. */
  private static final String CLAIM_LOST =
      """
      WITH waiting AS (
        SELECT DISTINCT project_id FROM apay_deposit
        WHERE lost_ask_at <= now() AND lost_at > now() - interval '14 days'
      ), turn AS (
        UPDATE apay_project p SET asked_at = now()
        FROM (SELECT q.id FROM apay_project q JOIN waiting w ON w.project_id = q.id
              WHERE q.asked_at IS NULL OR q.asked_at <= now() - interval '1 second'
              ORDER BY q.asked_at NULLS FIRST LIMIT $2 FOR NO KEY UPDATE OF q SKIP LOCKED) next
        WHERE p.id = next.id RETURNING p.id
      ), due AS (
        SELECT DISTINCT ON (d.project_id) d.id FROM turn t JOIN apay_deposit d ON d.project_id = t.id
        WHERE d.lost_ask_at <= now() AND d.lost_at > now() - interval '14 days'
        ORDER BY d.project_id, d.lost_ask_at, d.id
      )
      UPDATE apay_deposit d SET lost_ask_at = now() + $1::bigint * interval '1 millisecond'
      FROM due WHERE d.id = due.id AND d.lost_ask_at <= now() RETURNING d.id
      """;

  private final Pool pool;

  AskTurns(Pool pool) {
    this.pool = pool;
  }

  /** Takes the project's turn; false if it has to wait. */
  public Uni<Boolean> take(UUID projectId) {
    return pool.preparedQuery(TAKE_ONE)
        .execute(Tuple.of(projectId))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Claims attempts that are to be asked about, one of each project. */
  Uni<List<UUID>> claim(int projects, Duration lease) {
    return claim(CLAIM, projects, lease);
  }

  /** Claims deposits that A-Pay's people look for, one of each project. */
  Uni<List<UUID>> claimLost(int projects, Duration lease) {
    return claim(CLAIM_LOST, projects, lease);
  }

  private Uni<List<UUID>> claim(String statement, int projects, Duration lease) {
    return pool.preparedQuery(statement)
        .execute(Tuple.of(lease.toMillis(), projects))
        .map(
            rows -> {
              List<UUID> claimed = new ArrayList<>();
              for (Row row : rows) {
                claimed.add(row.getUUID("id"));
              }
              return claimed;
            });
  }
}
