package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.Batched;
import io.github.tillgram.database.Batcher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Writes down how attempts ended, many in one transaction, and moves their lines on. Only whoever
 * still has the claim may; a claim that was lost is another's to end.
 */
@ApplicationScoped
class EndDeliveries {

  private static final int LARGEST_BATCH = 128;
  private static final int MOST_WAITING = 4_096;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  static final String END =
      """
      WITH ended AS (
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::int[],
                             $8::text[], $9::text[], $10::text[], $11::bigint[])
        AS x (id, endpoint_id, line, owner, number, millis, status, failure, answer, next, wait)
      ), mine AS MATERIALIZED (
        SELECT x.* FROM ended x
        JOIN delivery_line l ON l.endpoint_id = x.endpoint_id AND l.line = x.line AND l.lease_owner = x.owner
        ORDER BY l.endpoint_id, l.line FOR UPDATE OF l
      ), attempted AS (
        INSERT INTO delivery_attempt (delivery_id, number, millis, status, failure, answer)
        SELECT id, number, millis, status, failure, answer FROM mine
        ON CONFLICT DO NOTHING
      ), moved AS (
        UPDATE delivery d SET attempts = m.number, state = m.next, last_status = m.status,
               last_failure = m.failure, ended_at = CASE m.next WHEN 'PENDING' THEN NULL ELSE now() END
        FROM mine m WHERE d.id = m.id AND d.state = 'PENDING'
      ), postponed AS (
        UPDATE delivery_line l SET due_at = now() + m.wait * interval '1 millisecond', lease_owner = NULL
        FROM mine m WHERE l.endpoint_id = m.endpoint_id AND l.line = m.line AND m.next = 'PENDING'
      )
      SELECT id FROM mine
      """;

  /** A statement of its own, so that it sees what was added until the lines were locked. */
  static final String MOVE_ON =
      """
      WITH at_end AS (
        SELECT g.*, EXISTS (SELECT FROM delivery d WHERE d.endpoint_id = g.endpoint_id AND d.line = g.line
                            AND d.state = 'PENDING') AS more
        FROM (SELECT DISTINCT endpoint_id, line FROM unnest($1::uuid[], $2::uuid[]) AS u (endpoint_id, line)) g
      ), closed AS (
        DELETE FROM delivery_line l USING at_end a
        WHERE l.endpoint_id = a.endpoint_id AND l.line = a.line AND NOT a.more
      )
      UPDATE delivery_line l SET due_at = now(), lease_owner = NULL
      FROM at_end a WHERE l.endpoint_id = a.endpoint_id AND l.line = a.line AND a.more
      """;

  private final Pool pool;
  private final Batcher<Ended, Boolean> batcher;

  EndDeliveries(Vertx vertx, Pool pool) {
    this.pool = pool;
    this.batcher =
        new Batcher<>(
            vertx,
            new Ends(),
            new Batcher.Limits(LARGEST_BATCH, MOST_WAITING, LONGEST_WAIT, PATIENCE),
            size -> {});
  }

  /** False when the claim was lost. */
  Uni<Boolean> end(Ended ended) {
    return batcher.ask(ended);
  }

  private final class Ends implements Batched<Ended, Boolean> {

    @Override
    public Collection<?> keys(Ended ended) {
      return List.of(ended.delivery().id());
    }

    @Override
    public Uni<List<Optional<Boolean>>> together(List<Ended> all) {
      return pool.withTransaction(connection -> endAll(connection, all))
          .map(
              mine ->
                  all.stream()
                      .map(ended -> Optional.of(mine.contains(ended.delivery().id())))
                      .toList());
    }

    @Override
    public Uni<Boolean> alone(Ended ended) {
      return pool.withTransaction(connection -> endAll(connection, List.of(ended)))
          .map(mine -> mine.contains(ended.delivery().id()));
    }
  }

  private static Uni<Set<UUID>> endAll(SqlConnection connection, List<Ended> all) {
    return connection
        .preparedQuery(END)
        .execute(rows(all))
        .map(EndDeliveries::ids)
        .call(mine -> moveOn(connection, all, mine));
  }

  private static Uni<?> moveOn(SqlConnection connection, List<Ended> all, Set<UUID> mine) {
    List<ClaimedDelivery> over =
        all.stream()
            .filter(ended -> ended.next() != DeliveryState.PENDING)
            .map(Ended::delivery)
            .filter(delivery -> mine.contains(delivery.id()))
            .toList();
    return over.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(MOVE_ON)
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(column(over, ClaimedDelivery::endpointId, UUID[]::new))
                    .addArrayOfUUID(column(over, ClaimedDelivery::line, UUID[]::new)));
  }

  private static Tuple rows(List<Ended> all) {
    return Tuple.tuple()
        .addArrayOfUUID(column(all, ended -> ended.delivery().id(), UUID[]::new))
        .addArrayOfUUID(column(all, ended -> ended.delivery().endpointId(), UUID[]::new))
        .addArrayOfUUID(column(all, ended -> ended.delivery().line(), UUID[]::new))
        .addArrayOfUUID(column(all, ended -> ended.delivery().owner(), UUID[]::new))
        .addArrayOfInteger(column(all, ended -> ended.delivery().number(), Integer[]::new))
        .addArrayOfInteger(column(all, Ended::millis, Integer[]::new))
        .addArrayOfInteger(column(all, ended -> ended.status().orElse(null), Integer[]::new))
        .addArrayOfString(column(all, ended -> ended.failure().orElse(null), String[]::new))
        .addArrayOfString(column(all, ended -> ended.answer().orElse(null), String[]::new))
        .addArrayOfString(column(all, ended -> ended.next().name(), String[]::new))
        .addArrayOfLong(column(all, ended -> ended.retryIn().toMillis(), Long[]::new));
  }

  private static Set<UUID> ids(RowSet<Row> rows) {
    Set<UUID> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.getUUID("id")));
    return ids;
  }

  private static <S, T> T[] column(List<S> rows, Function<S, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
