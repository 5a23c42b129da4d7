package io.github.tillgram.reconciliation;

import io.github.tillgram.database.DatabaseConnections;
import io.github.tillgram.event.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Compares a bot's account at Telegram, once it is read to its end, with our payments and refunds.
 * One transaction names what is new, notes what is gone and ends the run. It locks the walk only to
 * end it: when the claim was lost meanwhile, all of it is taken back.
 *
 * <p>No plan may depend on statistics, which a new table does not have: rows meet by a full join,
 * which is never a nested loop, and single ones are looked up by unique keys.
 */
@ApplicationScoped
class CompareStars {

  /** A comparison has three statements; all of them end before the lease does. */
  static final Duration LEASE = Duration.ofSeconds(90);

  private static final String PATIENCE = "SET LOCAL statement_timeout = '25s'";

  /** Renews the lease. What lies behind the end of the account is there no more. */
  private static final String BEGIN =
      """
      WITH mine AS (
        UPDATE star_walk SET lease_until = now() + $4::bigint * interval '1 ms'
        WHERE bot_id = $1 AND lease_owner = $2 AND lease_until > now()
        RETURNING bot_id, run_id
      ), gone AS (
        DELETE FROM star_transaction t USING mine
        WHERE t.bot_id = mine.bot_id AND t.position >= $3
      )
      SELECT r.merchant_id, b.created_at AS connected_at,
             r.started_at - $5::bigint * interval '1 ms' AS horizon
      FROM mine JOIN reconciliation_run r ON r.id = mine.run_id JOIN bot b ON b.id = mine.bot_id
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
      WITH theirs AS (
        SELECT t.*, (partner = 'user' AND transaction_type = 'invoice_payment') AS of_invoice
        FROM star_transaction t WHERE bot_id = $1
      ), ours AS (
        SELECT 'INCOMING' AS direction, telegram_charge_id AS transaction_id, amount, recorded_at,
               id AS payment_id, paid_at AS made_at
        FROM payment WHERE bot_id = $1 AND currency = 'XTR'
        UNION ALL
        SELECT 'OUTGOING', telegram_charge_id, amount, recorded_at, payment_id, recorded_at
        FROM refund WHERE bot_id = $1 AND currency = 'XTR'
      ), judged AS (
        SELECT direction, transaction_id, o.amount AS our_amount, t.amount AS their_amount,
               coalesce(t.nanostars, 0) AS their_nanostars, o.payment_id, t.payload,
               coalesce(t.made_at, o.made_at) AS made_at,
               CASE WHEN o.amount IS NULL AND t.of_invoice AND t.made_at >= $3
                      THEN 'MISSING_HERE'
                    WHEN t.amount IS NULL THEN 'MISSING_THERE'
                    WHEN o.amount::numeric * 1000000000 NOT IN (
                           t.amount::numeric * 1000000000 + t.nanostars,
                           (t.amount::numeric + t.affiliate_amount) * 1000000000
                             + t.nanostars + t.affiliate_nanostars)
                      THEN 'AMOUNT_DIFFERS' END AS kind
        FROM theirs t FULL JOIN ours o USING (direction, transaction_id)
        WHERE (t.made_at IS NULL OR t.made_at <= $4)
          AND (o.recorded_at IS NULL OR o.recorded_at <= $4)
      ), present AS MATERIALIZED (
        SELECT j.*, coalesce(j.payment_id, (SELECT p.id FROM payment p WHERE p.bot_id = $1
                               AND p.telegram_charge_id = j.transaction_id)) AS known_payment
        FROM judged j WHERE j.kind IS NOT NULL
      ), seen AS (
        INSERT INTO reconciliation_difference AS known
          (id, merchant_id, bot_id, source, kind, direction, transaction_id, currency, our_amount,
           their_amount, their_nanostars, payment_id, invoice_id, made_at)
        SELECT time_ordered_id(), $2, $1, 'STARS', kind, direction, transaction_id,
               'XTR', our_amount, their_amount, their_nanostars, known_payment,
               coalesce((SELECT p.invoice_id FROM payment p WHERE p.id = known_payment),
                        (SELECT i.id FROM invoice i
                         WHERE i.bot_id = $1 AND i.payload = present.payload)),
               made_at
        FROM present
        ON CONFLICT (bot_id, source, kind, direction, transaction_id) WHERE resolved_at IS NULL
        DO UPDATE SET last_seen_at = now(), our_amount = excluded.our_amount,
           their_amount = excluded.their_amount, their_nanostars = excluded.their_nanostars
        RETURNING *
      ), news AS (
        SELECT * FROM seen WHERE first_seen_at = now()
      ), told AS (
      """
          + tell("$5")
          + """
      )
      SELECT (SELECT count(*) FROM news)::int AS found, (SELECT count(*) FROM seen)::int AS open
      """;

  /** What this transaction did not see is gone. */
  private static final String RESOLVE =
      """
      WITH news AS (
        UPDATE reconciliation_difference SET resolved_at = now()
        WHERE bot_id = $1 AND source = 'STARS' AND resolved_at IS NULL AND last_seen_at < now()
        RETURNING *
      ), told AS (
      """
          + tell("$2")
          + """
      )
      SELECT count(*)::int AS resolved FROM news
      """;

  private static final String FINISH =
      """
      WITH ended AS (
        UPDATE star_walk SET lease_owner = NULL, lease_until = NULL, run_id = NULL, failures = 0,
               ended_at = now(), due_at = now() + $2::bigint * interval '1 ms'
        WHERE bot_id = $1 AND lease_owner = $7
        RETURNING bot_id
      ), moved AS (
        SELECT partner, transaction_type, direction, count(*) AS n,
               sum(amount::numeric * 1000000000 + nanostars) AS total
        FROM star_transaction WHERE bot_id = $1 GROUP BY partner, transaction_type, direction
      )
      UPDATE reconciliation_run SET outcome = 'COMPLETED', reason = NULL, finished_at = now(),
             found = $4, resolved = $5, open = $6,
             movements = (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'partner', partner, 'transactionType', transaction_type, 'direction', direction,
                 'count', n, 'amount', trunc(total / 1000000000),
                 'nanostars', total % 1000000000)
               ORDER BY partner, transaction_type, direction), '[]')::text FROM moved)
      WHERE id = $3 AND EXISTS (SELECT FROM ended)
      """;

  private final Pool pool;
  private final ReconciliationConfig config;

  CompareStars(Pool pool, ReconciliationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** What came of a comparison. */
  record Result(int found, int resolved, int open) {}

  /** Whose bot it is, since when, and until when its transactions are judged. */
  private record Frame(UUID merchantId, OffsetDateTime connectedAt, OffsetDateTime horizon) {

    static Frame of(Row row) {
      return new Frame(
          row.getUUID("merchant_id"),
          row.getOffsetDateTime("connected_at"),
          row.getOffsetDateTime("horizon"));
    }
  }

  /** Another replica took over while this one compared. */
  private static final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClaimLost() {
      super(null, null, false, false);
    }
  }

  private static String tell(String type) {
    return """
        INSERT INTO invoice_event (merchant_id, invoice_id, payment_id, type, data)
        SELECT merchant_id, invoice_id, payment_id, %s::text, jsonb_strip_nulls(jsonb_build_object(
                 'differenceId', id, 'botId', bot_id, 'source', source, 'kind', kind,
                 'direction', direction, 'transactionId', transaction_id, 'currency', currency,
                 'ourAmount', our_amount, 'theirAmount', their_amount,
                 'theirNanostars', nullif(their_nanostars, 0)))::text
        FROM news
        """
        .formatted(type);
  }

  /** Compares and ends the run; empty when the claim was lost. */
  Uni<Optional<Result>> compare(StarWalk walk) {
    return begin(walk)
        .chain(frame -> pool.withTransaction(connection -> compare(connection, walk, frame)))
        .map(Optional::of)
        .onFailure(ClaimLost.class)
        .recoverWithItem(Optional.empty());
  }

  private Uni<Frame> begin(StarWalk walk) {
    return pool.preparedQuery(BEGIN)
        .execute(
            Tuple.of(
                walk.botId(),
                walk.owner(),
                walk.offset(),
                LEASE.toMillis(),
                config.grace().toMillis()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw new ClaimLost();
              }
              return Frame.of(rows.iterator().next());
            });
  }

  private Uni<Result> compare(SqlConnection connection, StarWalk walk, Frame frame) {
    return connection
        .query(PATIENCE)
        .execute()
        .chain(() -> see(connection, walk, frame))
        .chain(seen -> resolve(connection, walk).map(resolved -> result(seen, resolved)))
        .call(result -> finish(connection, walk, result));
  }

  private static Result result(Row seen, int resolved) {
    return new Result(seen.getInteger("found"), resolved, seen.getInteger("open"));
  }

  private static Uni<Row> see(SqlConnection connection, StarWalk walk, Frame frame) {
    return connection
        .preparedQuery(COMPARE)
        .execute(
            Tuple.of(
                walk.botId(),
                frame.merchantId(),
                frame.connectedAt(),
                frame.horizon(),
                EventType.RECONCILIATION_DIFFERENCE_FOUND.wireName()))
        .map(rows -> rows.iterator().next());
  }

  private static Uni<Integer> resolve(SqlConnection connection, StarWalk walk) {
    return connection
        .preparedQuery(RESOLVE)
        .execute(Tuple.of(walk.botId(), EventType.RECONCILIATION_DIFFERENCE_RESOLVED.wireName()))
        .map(rows -> rows.iterator().next().getInteger("resolved"));
  }

  private Uni<?> finish(SqlConnection connection, StarWalk walk, Result result) {
    return connection
        .preparedQuery(FINISH)
        .execute(
            Tuple.tuple()
                .addUUID(walk.botId())
                .addLong(config.every().toMillis())
                .addUUID(walk.runId())
                .addInteger(result.found())
                .addInteger(result.resolved())
                .addInteger(result.open())
                .addUUID(walk.owner()))
        .invoke(
            ended -> {
              if (ended.rowCount() == 0) {
                throw new ClaimLost();
              }
            });
  }
}
