package io.github.tillgram.reconciliation;

import io.github.tillgram.database.DatabaseConnections;
import io.github.tillgram.invoice.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Compares a bot's account at Telegram, once it is read to its end, with our payments and refunds.
 * One transaction names what is new, notes what is gone and ends the run.
 */
@ApplicationScoped
class CompareStars {

  /** Whoever lost the claim compares nothing. What lies behind the end is there no more. */
  private static final String BEGIN =
      """
      WITH mine AS (
        SELECT bot_id FROM star_walk
        WHERE bot_id = $1 AND lease_owner = $2 AND lease_until > now() FOR UPDATE
      ), gone AS (
        DELETE FROM star_transaction t USING mine
        WHERE t.bot_id = mine.bot_id AND t.position >= $3
      )
      SELECT bot_id FROM mine
      """;

  /**
   * Both sides by direction and id. Only what both have had time to learn is judged: Telegram's
   * side must have happened, ours must have been written, before the horizon. What happened before
   * the bot was connected never reached us. Only payments of invoices are missed here; but a refund
   * of ours is found in a transaction of any type.
   *
   * <p>Whether an amount of Telegram's still has the affiliate's part in it is not documented;
   * either is right.
   */
  private static final String COMPARE =
      DatabaseConnections.PLANNED_ANEW
          + """
      WITH run AS (
        SELECT r.id, r.bot_id, r.merchant_id, b.created_at AS connected_at,
               r.started_at - $2::bigint * interval '1 ms' AS horizon
        FROM reconciliation_run r JOIN bot b ON b.id = r.bot_id WHERE r.id = $1
      ), theirs AS (
        SELECT t.*, (partner = 'user' AND transaction_type = 'invoice_payment') AS of_invoice
        FROM star_transaction t WHERE bot_id = (SELECT bot_id FROM run)
      ), ours AS (
        SELECT 'INCOMING' AS direction, telegram_charge_id AS transaction_id, amount, recorded_at,
               id AS payment_id, invoice_id, paid_at AS made_at
        FROM payment WHERE bot_id = (SELECT bot_id FROM run) AND currency = 'XTR'
        UNION ALL
        SELECT 'OUTGOING', r.telegram_charge_id, r.amount, r.recorded_at, p.id, p.invoice_id,
               r.recorded_at
        FROM refund r LEFT JOIN payment p ON p.id = r.payment_id
        WHERE r.bot_id = (SELECT bot_id FROM run) AND r.currency = 'XTR'
      ), judged AS (
        SELECT direction, transaction_id, o.amount AS our_amount, t.amount AS their_amount,
               coalesce(t.nanostars, 0) AS their_nanostars, o.payment_id, o.invoice_id, t.payload,
               coalesce(t.made_at, o.made_at) AS made_at,
               CASE WHEN o.amount IS NULL AND t.of_invoice AND t.made_at >= run.connected_at
                      THEN 'MISSING_HERE'
                    WHEN t.amount IS NULL THEN 'MISSING_THERE'
                    WHEN o.amount::numeric * 1000000000 NOT IN (
                           t.amount::numeric * 1000000000 + t.nanostars,
                           (t.amount::numeric + t.affiliate_amount) * 1000000000
                             + t.nanostars + t.affiliate_nanostars)
                      THEN 'AMOUNT_DIFFERS' END AS kind
        FROM theirs t FULL JOIN ours o USING (direction, transaction_id) CROSS JOIN run
        WHERE (t.made_at IS NULL OR t.made_at <= run.horizon)
          AND (o.recorded_at IS NULL OR o.recorded_at <= run.horizon)
      ), present AS MATERIALIZED (
        SELECT j.*, run.merchant_id, run.bot_id,
               coalesce(j.payment_id, p.id) AS known_payment,
               coalesce(j.invoice_id, p.invoice_id, i.id) AS known_invoice
        FROM judged j CROSS JOIN run
        LEFT JOIN payment p ON j.kind = 'MISSING_HERE' AND p.bot_id = run.bot_id
          AND p.telegram_charge_id = j.transaction_id
        LEFT JOIN invoice i ON j.kind = 'MISSING_HERE' AND i.bot_id = run.bot_id
          AND i.payload = j.payload
        WHERE j.kind IS NOT NULL
      ), seen AS (
        INSERT INTO reconciliation_difference AS known
          (id, merchant_id, bot_id, source, kind, direction, transaction_id, currency, our_amount,
           their_amount, their_nanostars, payment_id, invoice_id, made_at)
        SELECT time_ordered_id(), merchant_id, bot_id, 'STARS', kind, direction, transaction_id,
               'XTR', our_amount, their_amount, their_nanostars, known_payment, known_invoice,
               made_at
        FROM present
        ON CONFLICT (bot_id, source, kind, direction, transaction_id) WHERE resolved_at IS NULL
        DO UPDATE SET last_seen_at = now(), our_amount = excluded.our_amount,
           their_amount = excluded.their_amount, their_nanostars = excluded.their_nanostars
        RETURNING *
      ), resolved AS (
        UPDATE reconciliation_difference d SET resolved_at = now() FROM run
        WHERE d.bot_id = run.bot_id AND source = 'STARS' AND resolved_at IS NULL
          AND NOT EXISTS (SELECT FROM present p WHERE p.kind = d.kind
                          AND p.direction = d.direction AND p.transaction_id = d.transaction_id)
        RETURNING d.*
      ), news AS (
        SELECT $3::text AS type, seen.* FROM seen WHERE first_seen_at = now()
        UNION ALL SELECT $4::text, resolved.* FROM resolved
      ), told AS (
        INSERT INTO invoice_event (merchant_id, invoice_id, payment_id, type, data)
        SELECT merchant_id, invoice_id, payment_id, type, jsonb_strip_nulls(jsonb_build_object(
                 'differenceId', id, 'botId', bot_id, 'source', source, 'kind', kind,
                 'direction', direction, 'transactionId', transaction_id, 'currency', currency,
                 'ourAmount', our_amount, 'theirAmount', their_amount,
                 'theirNanostars', nullif(their_nanostars, 0)))::text
        FROM news
      )
      SELECT (SELECT count(*) FROM news WHERE type = $3::text)::int AS found,
             (SELECT count(*) FROM resolved)::int AS resolved,
             (SELECT count(*) FROM seen)::int AS open
      """;

  private static final String FINISH =
      """
      WITH moved AS (
        SELECT partner, transaction_type, direction, count(*) AS n,
               sum(amount::numeric * 1000000000 + nanostars) AS total
        FROM star_transaction WHERE bot_id = $1 GROUP BY partner, transaction_type, direction
      ), ended AS (
        UPDATE star_walk SET lease_owner = NULL, lease_until = NULL, run_id = NULL, failures = 0,
               ended_at = now(), due_at = now() + $2::bigint * interval '1 ms'
        WHERE bot_id = $1
      )
      UPDATE reconciliation_run SET outcome = 'COMPLETED', reason = NULL, finished_at = now(),
             found = $4, resolved = $5, open = $6,
             movements = (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'partner', partner, 'transactionType', transaction_type, 'direction', direction,
                 'count', n, 'amount', trunc(total / 1000000000),
                 'nanostars', total % 1000000000)
               ORDER BY partner, transaction_type, direction), '[]')::text FROM moved)
      WHERE id = $3
      """;

  private final Pool pool;
  private final ReconciliationConfig config;

  CompareStars(Pool pool, ReconciliationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** What came of a comparison. */
  record Result(int found, int resolved, int open) {}

  /** Compares and ends the run; empty when the claim was lost. */
  Uni<Optional<Result>> compare(StarWalk walk) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(walk.botId(), walk.owner(), walk.offset()))
                .chain(
                    mine ->
                        mine.size() == 0
                            ? Uni.createFrom().item(Optional.<Result>empty())
                            : compare(connection, walk).map(Optional::of)));
  }

  private Uni<Result> compare(SqlConnection connection, StarWalk walk) {
    return connection
        .preparedQuery(COMPARE)
        .execute(
            Tuple.of(
                walk.runId(),
                config.grace().toMillis(),
                EventType.RECONCILIATION_DIFFERENCE_FOUND.wireName(),
                EventType.RECONCILIATION_DIFFERENCE_RESOLVED.wireName()))
        .map(rows -> result(rows.iterator().next()))
        .call(result -> finish(connection, walk, result));
  }

  private static Result result(Row row) {
    return new Result(row.getInteger("found"), row.getInteger("resolved"), row.getInteger("open"));
  }

  private Uni<?> finish(SqlConnection connection, StarWalk walk, Result result) {
    return connection
        .preparedQuery(FINISH)
        .execute(
            Tuple.of(
                walk.botId(),
                config.every().toMillis(),
                walk.runId(),
                result.found(),
                result.resolved(),
                result.open()));
  }
}
