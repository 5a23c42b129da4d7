package io.github.tillgram.notification.outbox;

import io.github.tillgram.database.DatabaseConnections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements of the worker. Each is a transaction of its own; those that follow an attempt are
 * fenced: they change the row only while the claim is still the caller's.
 */
@ApplicationScoped
class OutboxQueue {

  /**
   * How many turns of a bot are given out ahead, about half a second's worth. Fewer would leave
   * turns unused between two looks at the outbox; with more nothing urgent could overtake.
   */
  private static final int TURNS_AHEAD = 15;

  private static final int LEAST_URGENT = Urgency.values().length - 1;

  /**
   * A row that speaks is claimed together with its turn: of each chat whose line is free the first
   * row, those of one bot one behind the other. Turns are taken by upserts, which see what other
   * replicas took a moment ago although the rest of the statement does not; a row that came too
   * late is not claimed. Bots come before their chats, each in order, so that no two claims wait
   * for each other.
   *
   * <p>The urgent come first; among equals the bots take turns, and none gets more places than its
   * share, so that neither a bot with much to say nor one whose calls hang keeps the others
   * waiting.
   *
   * <p>Bots are found by going from one to the next in the index, and of a bot whose line is full
   * not a single row is looked at, of the others no more than could get a turn: what it costs does
   * not grow with what waits. That needs a plan made for the table as it is now.
   */
  private static final String CLAIM =
      DatabaseConnections.PLANNED_ANEW
          + """
      WITH RECURSIVE pace AS (
        SELECT $4::bigint * interval '1 ms' AS bot, $5::bigint * interval '1 ms' AS chat,
               $6::bigint * interval '1 ms' AS grp
      ), speaking AS (
        (SELECT bot_id FROM outbox WHERE state = 'PENDING' AND chat_id IS NOT NULL
         ORDER BY bot_id LIMIT 1)
        UNION ALL
        SELECT (SELECT o.bot_id FROM outbox o
                WHERE o.state = 'PENDING' AND o.chat_id IS NOT NULL AND o.bot_id > s.bot_id
                ORDER BY o.bot_id LIMIT 1)
        FROM speaking s WHERE s.bot_id IS NOT NULL
      ), free AS MATERIALIZED (
        SELECT bot_id FROM speaking s, pace
        WHERE NOT EXISTS (SELECT FROM outbox_line l WHERE l.bot_id = s.bot_id
                          AND l.chat_id = 0 AND l.free_at > now() + $7::int * bot)
      ), urgency AS (
        SELECT * FROM generate_series(0, $10::int) AS u (urgency)
      ), enough AS (
        SELECT least($7::int, 1 + 2 * $3 / greatest(count(*), 1)) AS rows FROM free
      ), found AS (
        SELECT w.* FROM free CROSS JOIN urgency u CROSS JOIN LATERAL (
          SELECT o.id, o.bot_id, o.urgency, o.due_at FROM outbox o
          WHERE o.bot_id = free.bot_id AND o.urgency = u.urgency
            AND o.state = 'PENDING' AND o.chat_id IS NOT NULL
            AND o.due_at <= now() AND (o.lease_until IS NULL OR o.lease_until <= now())
            AND NOT EXISTS (SELECT FROM outbox_line l WHERE l.bot_id = o.bot_id
                            AND l.chat_id = o.chat_id AND l.free_at > now())
          ORDER BY o.due_at, o.id LIMIT (SELECT rows FROM enough)) w
        UNION ALL
        SELECT w.* FROM urgency u CROSS JOIN LATERAL (
          SELECT o.id, o.bot_id, o.urgency, o.due_at FROM outbox o
          WHERE o.urgency = u.urgency AND o.state = 'PENDING' AND o.chat_id IS NULL
            AND o.due_at <= now() AND (o.lease_until IS NULL OR o.lease_until <= now())
            AND NOT EXISTS (SELECT FROM unnest($8::uuid[], $9::int[]) AS b (bot_id, places)
                            WHERE b.bot_id = o.bot_id AND b.places >= $11::int)
          ORDER BY o.due_at, o.id LIMIT $3) w
      ), candidate AS (
        SELECT f.*, row_number() OVER (PARTITION BY bot_id ORDER BY urgency, due_at, id)
                    + coalesce(b.places, 0) AS place
        FROM found f LEFT JOIN unnest($8::uuid[], $9::int[]) AS b (bot_id, places) USING (bot_id)
      ), due AS MATERIALIZED (
        SELECT id, bot_id, chat_id, urgency, due_at FROM outbox o
        WHERE id = ANY (ARRAY(SELECT id FROM candidate WHERE bot_id IS NULL OR place <= $11::int
                              ORDER BY urgency, place, due_at, id LIMIT $3))
          AND state = 'PENDING' AND (lease_until IS NULL OR lease_until <= now())
        FOR UPDATE OF o SKIP LOCKED
      ), speaker AS (
        SELECT f.*, row_number() OVER (PARTITION BY bot_id ORDER BY urgency, due_at, id) AS place,
               least(count(*) OVER (PARTITION BY bot_id), $7::int) AS places
        FROM (SELECT DISTINCT ON (bot_id, chat_id) * FROM due WHERE chat_id IS NOT NULL
              ORDER BY bot_id, chat_id, urgency, due_at, id) f
      ), bot_line AS (
        INSERT INTO outbox_line AS line (bot_id, chat_id, free_at)
        SELECT DISTINCT bot_id, 0, now() + places * bot FROM speaker, pace ORDER BY bot_id
        ON CONFLICT (bot_id, chat_id) DO UPDATE
        SET free_at = greatest(line.free_at, now()) + (excluded.free_at - now())
        WHERE line.free_at <= now() + $7::int * (SELECT bot FROM pace)
        RETURNING bot_id, free_at
      ), slot AS (
        SELECT s.*, b.free_at - (places - place + 1) * bot AS at
        FROM speaker s JOIN bot_line b USING (bot_id), pace WHERE place <= places
      ), chat_line AS (
        INSERT INTO outbox_line AS line (bot_id, chat_id, free_at)
        SELECT bot_id, chat_id, at + CASE WHEN chat_id < 0 THEN grp ELSE chat END
        FROM slot, pace ORDER BY bot_id, chat_id
        ON CONFLICT (bot_id, chat_id) DO UPDATE SET free_at = excluded.free_at
        WHERE line.free_at <= now()
        RETURNING bot_id, chat_id
      ), turn AS (
        SELECT id, now() AS at FROM due WHERE chat_id IS NULL
        UNION ALL SELECT id, at FROM slot JOIN chat_line USING (bot_id, chat_id)
      )
      UPDATE outbox o SET lease_owner = $1, attempts = attempts + 1,
             lease_until = now() + $2::bigint * interval '1 ms'
      FROM turn WHERE o.id = turn.id
      RETURNING o.id, kind, bot_id, invoice_id, body, attempts, begun_at IS NOT NULL AS begun,
        trace_parent, actor,
        greatest(extract(epoch FROM at - clock_timestamp()) * 1000, 0)::bigint AS wait
      """;

  private static final String BEGIN =
      "UPDATE outbox SET begun_at = now() WHERE id = $1 AND lease_owner = $2 AND lease_until > now()";

  private static final String RETRY =
      """
      UPDATE outbox SET due_at = now() + $3::bigint * interval '1 millisecond', last_error = $4,
             body = coalesce($5, body), lease_owner = NULL, lease_until = NULL, begun_at = NULL
      WHERE id = $1 AND lease_owner = $2 AND created_at > now() - $6::bigint * interval '1 millisecond'
      """;

  private final SqlClient database;
  private final Pace pace;

  @Inject
  OutboxQueue(Pool pool, Pace pace) {
    this((SqlClient) pool, pace);
  }

  OutboxQueue(SqlClient database, Pace pace) {
    this.database = database;
    this.pace = pace;
  }

  /**
   * Claims what is due.
   *
   * @param limit at most so many rows
   * @param busy how many places each bot has already
   * @param share how many places a bot may have
   */
  Uni<List<Claim>> claim(
      UUID owner, Duration lease, int limit, Map<UUID, Integer> busy, int share) {
    List<Map.Entry<UUID, Integer>> places = List.copyOf(busy.entrySet());
    return database
        .preparedQuery(CLAIM)
        .execute(
            Tuple.tuple(
                List.of(
                    owner,
                    lease.toMillis(),
                    limit,
                    pace.perBot().toMillis(),
                    pace.perChat().toMillis(),
                    pace.perGroup().toMillis(),
                    TURNS_AHEAD,
                    places.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
                    places.stream().map(Map.Entry::getValue).toArray(Integer[]::new),
                    LEAST_URGENT,
                    share)))
        .map(OutboxQueue::claims);
  }

  /** Notes that the outside is about to be called; false when the claim was lost. */
  Uni<Boolean> begin(OutboxMessage message, UUID owner) {
    return database
        .preparedQuery(BEGIN)
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
    return database
        .preparedQuery(RETRY)
        .execute(
            Tuple.tuple(
                Arrays.asList(
                    message.id(),
                    owner,
                    wait.toMillis(),
                    retry.reason(),
                    retry.newBody().orElse(null),
                    oldest.toMillis())))
        .map(result -> result.rowCount() == 1);
  }

  private static List<Claim> claims(RowSet<Row> rows) {
    List<Claim> claims = new ArrayList<>(rows.size());
    for (Row row : rows) {
      claims.add(new Claim(message(row), Duration.ofMillis(row.getLong("wait"))));
    }
    return claims;
  }

  private static OutboxMessage message(Row row) {
    return new OutboxMessage(
        row.getLong("id"),
        row.getString("kind"),
        row.getUUID("bot_id"),
        row.getUUID("invoice_id"),
        row.getString("body"),
        row.getInteger("attempts"),
        row.getBoolean("begun"),
        Optional.ofNullable(row.getString("trace_parent")),
        Optional.ofNullable(row.getString("actor")));
  }
}
