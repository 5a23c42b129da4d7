package io.github.tillgram.event;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Cuts off the beginnings of chains, where the operator wants it. Place and hash of the last event
 * that went stay with the chain, so what is left is still bound to it.
 */
@ApplicationScoped
class ForgetEvents {

  private static final int CHAINS_AT_ONCE = 100;

  private static final String BEGIN_TOO_EARLY =
      """
      SELECT c.merchant_id FROM event_chain c
      JOIN invoice_event e ON e.merchant_id = c.merchant_id AND e.position = c.cut_position + 1
      WHERE e.position IS NOT NULL AND e.created_at < now() - $1::bigint * interval '1 millisecond'
      LIMIT %d
      """
          .formatted(CHAINS_AT_ONCE);

  /** Up to the first one that is young enough, so that nothing is missing in between. */
  private static final String CUT =
      """
      WITH chain AS MATERIALIZED (
        SELECT merchant_id, cut_position FROM event_chain WHERE merchant_id = $2 FOR UPDATE SKIP LOCKED
      ), first AS MATERIALIZED (
        SELECT e.id, e.position, e.hash, e.created_at >= now() - $1::bigint * interval '1 millisecond' AS young
        FROM chain c
        JOIN invoice_event e ON e.merchant_id = c.merchant_id AND e.position IS NOT NULL
          AND e.position > c.cut_position AND e.position <= c.cut_position + %d
      ), old AS MATERIALIZED (
        SELECT * FROM first
        WHERE position < coalesce((SELECT min(position) FROM first WHERE young), 9223372036854775807)
      ), gone AS (
        DELETE FROM invoice_event WHERE id = ANY (ARRAY(SELECT id FROM old))
      )
      UPDATE event_chain c SET cut_position = last.position, cut_hash = last.hash
      FROM (SELECT position, hash FROM old ORDER BY position DESC LIMIT 1) last
      WHERE c.merchant_id = $2
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ForgetEvents(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return retention.events().map(this::forget).orElseGet(() -> Uni.createFrom().voidItem());
  }

  Uni<Void> forget(Duration age) {
    return Housekeeping.round(
        "old events go",
        () ->
            Uni.createFrom()
                .deferred(() -> cutSome(age))
                .repeat()
                .whilst(cut -> cut > 0)
                .collect()
                .last());
  }

  /** How many chains were cut; one that somebody seals or cuts right now is left for later. */
  private Uni<Integer> cutSome(Duration age) {
    return pool.preparedQuery(BEGIN_TOO_EARLY)
        .execute(Tuple.of(age.toMillis()))
        .map(ForgetEvents::merchants)
        .chain(merchants -> cutAll(merchants, age));
  }

  private Uni<Integer> cutAll(List<UUID> merchants, Duration age) {
    return Multi.createFrom()
        .iterable(merchants)
        .onItem()
        .transformToUniAndConcatenate(
            merchant ->
                pool.preparedQuery(CUT)
                    .execute(Tuple.of(age.toMillis(), merchant))
                    .map(SqlResult::rowCount))
        .collect()
        .asList()
        .map(cuts -> cuts.stream().mapToInt(Integer::intValue).sum());
  }

  private static List<UUID> merchants(RowSet<Row> rows) {
    List<UUID> merchants = new ArrayList<>(rows.size());
    rows.forEach(row -> merchants.add(row.getUUID("merchant_id")));
    return merchants;
  }
}
