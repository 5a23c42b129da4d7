package io.github.tillgram.notification.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements of the worker. Each is a transaction of its own; those that follow an attempt are
 * fenced: they change the row only while the claim is still the caller's.
 */
@ApplicationScoped
class OutboxQueue {

  private static final String CLAIM =
      """
      UPDATE outbox SET lease_owner = $1, lease_until = now() + $2::bigint * interval '1 millisecond',
             attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM outbox
        WHERE state = 'PENDING' AND due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
        ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, bot_id, invoice_id, body, attempts, begun_at IS NOT NULL AS begun,
                trace_parent
      """;

  private static final String BEGIN =
      "UPDATE outbox SET begun_at = now() WHERE id = $1 AND lease_owner = $2 AND lease_until > now()";

  private static final String RETRY =
      """
      UPDATE outbox SET due_at = now() + $3::bigint * interval '1 millisecond', last_error = $4,
             body = coalesce($5, body), lease_owner = NULL, lease_until = NULL, begun_at = NULL,
             attempts = attempts - $6
      WHERE id = $1 AND lease_owner = $2 AND created_at > now() - $7::bigint * interval '1 millisecond'
      """;

  private final Pool pool;

  OutboxQueue(Pool pool) {
    this.pool = pool;
  }

  Uni<List<OutboxMessage>> claim(UUID owner, Duration lease, int limit) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(owner, lease.toMillis(), limit))
        .map(OutboxQueue::messages);
  }

  /** Notes that the outside is about to be called; false when the claim was lost. */
  Uni<Boolean> begin(OutboxMessage message, UUID owner) {
    return pool.preparedQuery(BEGIN)
        .execute(Tuple.of(message.id(), owner))
        .map(result -> result.rowCount() == 1);
  }

  /** Puts the row back; false when the claim was lost or the row has become too old. */
  Uni<Boolean> retry(
      OutboxMessage message,
      UUID owner,
      OutboxOutcome.Retry retry,
      Duration wait,
      Duration oldest) {
    return putBack(message, owner, wait, retry.reason(), retry.newBody().orElse(null), 0, oldest);
  }

  /** Puts the row back without an attempt having been made. */
  Uni<Boolean> postpone(OutboxMessage message, UUID owner, Duration wait, Duration oldest) {
    return putBack(message, owner, wait, null, null, 1, oldest);
  }

  private Uni<Boolean> putBack(
      OutboxMessage message,
      UUID owner,
      Duration wait,
      String reason,
      String newBody,
      int attemptsBack,
      Duration oldest) {
    return pool.preparedQuery(RETRY)
        .execute(
            Tuple.tuple(
                Arrays.asList(
                    message.id(),
                    owner,
                    wait.toMillis(),
                    reason,
                    newBody,
                    attemptsBack,
                    oldest.toMillis())))
        .map(result -> result.rowCount() == 1);
  }

  private static List<OutboxMessage> messages(RowSet<Row> rows) {
    List<OutboxMessage> messages = new ArrayList<>(rows.size());
    for (Row row : rows) {
      messages.add(
          new OutboxMessage(
              row.getLong("id"),
              row.getString("kind"),
              row.getUUID("bot_id"),
              row.getUUID("invoice_id"),
              row.getString("body"),
              row.getInteger("attempts"),
              row.getBoolean("begun"),
              Optional.ofNullable(row.getString("trace_parent"))));
    }
    return messages;
  }
}
