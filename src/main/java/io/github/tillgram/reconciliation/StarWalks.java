package io.github.tillgram.reconciliation;

import io.github.tillgram.event.AddEvent;
import io.github.tillgram.event.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who walks which bot's transactions, and when. Each statement is a transaction of its own; those
 * that end a claim are fenced: they change the row only while the claim is still the caller's.
 */
@ApplicationScoped
public class StarWalks {

  /** A walk is not ordered again so soon after the last, so that nobody floods Telegram. */
  private static final Duration BETWEEN_ORDERS = Duration.ofMinutes(5);

  /** A bot's first walk comes at a random moment, which spreads the later ones too. */
  private static final String PLAN =
      """
      INSERT INTO star_walk (bot_id, due_at)
      SELECT id, now() + random() * $1::bigint * interval '1 ms' FROM bot b
      WHERE NOT EXISTS (SELECT FROM star_walk w WHERE w.bot_id = b.id)
      ON CONFLICT DO NOTHING
      """;

  /** A run that stopped is gone on with, from the first transaction it has not read. */
  private static final String CLAIM =
      """
      WITH claimed AS (
        UPDATE star_walk SET lease_owner = $1, run_id = coalesce(run_id, time_ordered_id()),
               lease_until = now() + $2::bigint * interval '1 ms'
        WHERE bot_id = (SELECT bot_id FROM star_walk
                        WHERE due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
                        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING bot_id, run_id
      )
      INSERT INTO reconciliation_run AS run (id, merchant_id, bot_id, source)
      SELECT run_id, merchant_id, bot_id, 'STARS' FROM claimed JOIN bot ON bot.id = bot_id
      ON CONFLICT (id) DO UPDATE SET reason = NULL
      RETURNING id, bot_id, transactions
      """;

  private static final String PAUSE =
      """
      WITH mine AS (
        UPDATE star_walk SET lease_owner = NULL, lease_until = NULL, failures = failures + $5,
               due_at = now() + $3::bigint * interval '1 ms' * (CASE WHEN $5 = 0 THEN 1
                        ELSE power(2, least(failures, 6)) END)
        WHERE bot_id = $1 AND lease_owner = $2 RETURNING run_id
      )
      UPDATE reconciliation_run SET reason = $4 WHERE id = (SELECT run_id FROM mine)
      """;

  private static final String REFUSED =
      """
      WITH mine AS (
        SELECT bot_id, run_id FROM star_walk WHERE bot_id = $1 AND lease_owner = $2 FOR UPDATE
      ), refused AS (
        UPDATE reconciliation_run SET outcome = 'REFUSED', reason = $4, finished_at = now()
        WHERE id = (SELECT run_id FROM mine)
      )
      UPDATE star_walk w SET lease_owner = NULL, lease_until = NULL, run_id = NULL, failures = 0,
             ended_at = now(), due_at = now() + $3::bigint * interval '1 ms'
      FROM mine WHERE w.bot_id = mine.bot_id
      """;

  /** A walk under way keeps the moment Telegram named for its next call. */
  private static final String ORDER =
      """
      INSERT INTO star_walk AS walk (bot_id, due_at)
      SELECT id, now() FROM bot WHERE id = $1 AND merchant_id = $2
      ON CONFLICT (bot_id) DO UPDATE SET due_at = CASE WHEN walk.run_id IS NOT NULL THEN walk.due_at
        ELSE least(walk.due_at,
                   greatest(now(), walk.ended_at + $3::bigint * interval '1 ms')) END
      RETURNING due_at
      """;

  private final Pool pool;
  private final ReconciliationConfig config;

  StarWalks(Pool pool, ReconciliationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** Gives every bot that has none a time for its first walk. */
  Uni<?> plan() {
    return pool.preparedQuery(PLAN).execute(Tuple.of(config.every().toMillis()));
  }

  /** The walk that has been due for longest, if any is. */
  Uni<Optional<StarWalk>> claim(Duration lease) {
    UUID owner = UUID.randomUUID();
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(owner, lease.toMillis()))
        .map(rows -> first(rows).map(row -> walk(row, owner)));
  }

  private static StarWalk walk(Row row, UUID owner) {
    return new StarWalk(
        owner, row.getUUID("id"), row.getUUID("bot_id"), row.getInteger("transactions"));
  }

  /** Leaves a walk to whoever comes after this time; it goes on where it stopped. */
  Uni<Void> pause(StarWalk walk, Duration wait, String reason) {
    return pause(walk, wait, reason, 0);
  }

  /** Likewise, and the next time after a failure is twice as far away, up to an hour or so. */
  Uni<Void> failed(StarWalk walk, Duration wait, String reason) {
    return pause(walk, wait, reason, 1);
  }

  private Uni<Void> pause(StarWalk walk, Duration wait, String reason, int failures) {
    return pool.preparedQuery(PAUSE)
        .execute(Tuple.of(walk.botId(), walk.owner(), wait.toMillis(), reason, failures))
        .replaceWithVoid();
  }

  /** Ends a run that would be refused again; false when the claim was lost. */
  Uni<Boolean> refused(StarWalk walk, String reason) {
    return pool.preparedQuery(REFUSED)
        .execute(Tuple.of(walk.botId(), walk.owner(), config.every().toMillis(), reason))
        .map(result -> result.rowCount() == 1);
  }

  /**
   * Has a merchant's bot walked soon.
   *
   * @return when it is due, which may be later if it was walked a moment ago or Telegram asked us
   *     to wait; empty for a bot that is not the merchant's
   */
  public Uni<Optional<Instant>> order(UUID merchantId, UUID botId) {
    return pool.withTransaction(connection -> order(connection, merchantId, botId));
  }

  private static Uni<Optional<Instant>> order(
      SqlConnection connection, UUID merchantId, UUID botId) {
    return connection
        .preparedQuery(ORDER)
        .execute(Tuple.of(botId, merchantId, BETWEEN_ORDERS.toMillis()))
        .map(rows -> first(rows).map(row -> row.getOffsetDateTime("due_at").toInstant()))
        .call(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : AddEvent.in(
                        connection,
                        merchantId,
                        EventType.RECONCILIATION_ORDERED,
                        Map.of("botId", botId.toString())));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
