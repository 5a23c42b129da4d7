package io.github.tillgram.reconciliation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Keeps Telegram's account of a bot's Stars, page by page. Nothing is written for what is as it
 * was, so walking a long history again costs reading and no more.
 */
@ApplicationScoped
class StarAccount {

  /**
   * One page: renews the lease, drops what stood in its place and is there no more, stores what is
   * new or changed, and notes how far the run came. Without a lease it does nothing.
   */
  private static final String KEEP =
      """
      WITH mine AS (
        UPDATE star_walk SET lease_until = now() + $3::bigint * interval '1 ms', failures = 0
        WHERE bot_id = $1 AND lease_owner = $2 AND lease_until > now()
        RETURNING bot_id, run_id
      ), page AS (
        SELECT DISTINCT ON (direction, transaction_id)
               bot_id, direction, transaction_id, $4::int + place::int - 1 AS position, partner,
               transaction_type, amount, nanostars, affiliate_amount, affiliate_nanostars, payload,
               to_timestamp(date) AS made_at
        FROM mine, unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[],
                          $11::int[], $12::bigint[], $13::int[], $14::text[], $15::bigint[])
             WITH ORDINALITY AS t (direction, transaction_id, partner, transaction_type, amount,
                                   nanostars, affiliate_amount, affiliate_nanostars, payload, date,
                                   place)
        ORDER BY direction, transaction_id, place
      ), gone AS (
        DELETE FROM star_transaction t USING mine
        WHERE t.bot_id = mine.bot_id AND t.position BETWEEN $4::int AND $4::int + $5::int - 1
          AND NOT EXISTS (SELECT FROM page p WHERE p.direction = t.direction
                          AND p.transaction_id = t.transaction_id)
      ), kept AS (
        INSERT INTO star_transaction AS known
          (bot_id, direction, transaction_id, position, partner, transaction_type, amount,
           nanostars, affiliate_amount, affiliate_nanostars, payload, made_at)
        SELECT * FROM page
        ON CONFLICT (bot_id, direction, transaction_id) DO UPDATE
        SET position = excluded.position, partner = excluded.partner,
            transaction_type = excluded.transaction_type, amount = excluded.amount,
            nanostars = excluded.nanostars, affiliate_amount = excluded.affiliate_amount,
            affiliate_nanostars = excluded.affiliate_nanostars, payload = excluded.payload,
            made_at = excluded.made_at
        WHERE (known.position, known.partner, known.transaction_type, known.amount,
               known.nanostars, known.affiliate_amount, known.affiliate_nanostars, known.payload,
               known.made_at)
              IS DISTINCT FROM
              (excluded.position, excluded.partner, excluded.transaction_type, excluded.amount,
               excluded.nanostars, excluded.affiliate_amount, excluded.affiliate_nanostars,
               excluded.payload, excluded.made_at)
      )
      UPDATE reconciliation_run SET transactions = $4::int + $5::int
      WHERE id = (SELECT run_id FROM mine)
      """;

  private final Pool pool;

  StarAccount(Pool pool) {
    this.pool = pool;
  }

  /** Stores a page and renews the lease; false when the claim was lost. */
  Uni<Boolean> keep(StarWalk walk, StarPage page, Duration lease) {
    return pool.preparedQuery(KEEP)
        .execute(
            Tuple.tuple(
                List.of(
                    walk.botId(),
                    walk.owner(),
                    lease.toMillis(),
                    walk.offset(),
                    page.size(),
                    page.directions(),
                    page.ids(),
                    page.partners(),
                    page.transactionTypes(),
                    page.amounts(),
                    page.nanostars(),
                    page.affiliateAmounts(),
                    page.affiliateNanostars(),
                    page.payloads(),
                    page.dates())))
        .map(result -> result.rowCount() == 1);
  }
}
