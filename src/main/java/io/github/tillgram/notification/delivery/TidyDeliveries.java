package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Keeps the deliveries few: switches off endpoints for which too much waits, ends what has waited
 * too long at endpoints that are not called, and forgets what ended long ago.
 */
@ApplicationScoped
class TidyDeliveries {

  private static final int PORTION = 5_000;

  static final String OVERFULL =
      """
      SELECT e.id AS endpoint_id FROM endpoint e
      WHERE e.state = 'ENABLED' AND EXISTS (
        SELECT FROM delivery d WHERE d.endpoint_id = e.id AND d.state = 'PENDING' OFFSET $1)
      """;

  /**
   * Locks the lines first, so that nothing is added behind our back; those of one endpoint after
   * those of another, so that the lines of all who are well are not looked at.
   */
  static final String IDLE =
      """
      SELECT l.endpoint_id, l.line FROM endpoint e CROSS JOIN LATERAL (
        SELECT i.endpoint_id, i.line FROM delivery_line i
        WHERE i.endpoint_id = e.id AND (e.state = 'DELETED' OR (
                SELECT d.created_at FROM delivery d
                WHERE d.endpoint_id = i.endpoint_id AND d.line = i.line AND d.state = 'PENDING'
                ORDER BY d.position, d.id LIMIT 1) <= now() - $1::bigint * interval '1 millisecond')
        ORDER BY i.line LIMIT %1$d FOR UPDATE SKIP LOCKED) l
      WHERE e.state <> 'ENABLED' LIMIT %1$d
      """
          .formatted(PORTION);

  private static final String GIVE_UP =
      """
      UPDATE delivery d SET state = 'FAILED', last_failure = 'NOT_CALLED', ended_at = now()
      FROM unnest($1::uuid[], $2::uuid[]) AS u (endpoint_id, line), endpoint e
      WHERE d.endpoint_id = u.endpoint_id AND d.line = u.line AND d.state = 'PENDING' AND e.id = u.endpoint_id
        AND e.state <> 'ENABLED' AND (e.state = 'DELETED' OR d.created_at <= now() - $3::bigint * interval '1 millisecond')
      """;

  /** Ids grow with time, so the oldest are looked at first, and only they. */
  static final String FORGET =
      """
      DELETE FROM delivery WHERE state <> 'PENDING' AND id = ANY (ARRAY(
        SELECT o.id FROM (SELECT id, created_at FROM delivery ORDER BY id LIMIT %d FOR UPDATE SKIP LOCKED) o
        WHERE o.created_at < now() - $1::bigint * interval '1 millisecond'))
      """
          .formatted(PORTION);

  private final Pool pool;
  private final QueueConfig config;
  private final EndpointHealth health;

  TidyDeliveries(Pool pool, QueueConfig config, EndpointHealth health) {
    this.pool = pool;
    this.config = config;
    this.health = health;
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> switchOffOverfull() {
    return Housekeeping.round(
        "endpoints for which too much waits are switched off",
        () ->
            pool.preparedQuery(OVERFULL)
                .execute(Tuple.of(config.mostWaiting()))
                .chain(rows -> switchOff(ids(rows, "endpoint_id"))));
  }

  private Uni<Void> switchOff(List<UUID> overfull) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (UUID endpointId : overfull) {
      done = done.chain(() -> health.disable(endpointId, DisabledReason.BACKLOG));
    }
    return done;
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> giveUpIdle() {
    return Housekeeping.round(
        "deliveries nobody makes are given up", () -> pool.withTransaction(this::giveUpIdle));
  }

  private Uni<Void> giveUpIdle(SqlConnection connection) {
    long age = config.giveUpAfter().toMillis();
    return connection
        .preparedQuery(IDLE)
        .execute(Tuple.of(age))
        .chain(
            rows -> {
              if (rows.size() == 0) {
                return Uni.createFrom().voidItem();
              }
              UUID[] endpoints = ids(rows, "endpoint_id").toArray(UUID[]::new);
              UUID[] lines = ids(rows, "line").toArray(UUID[]::new);
              return connection
                  .preparedQuery(GIVE_UP)
                  .execute(
                      Tuple.tuple().addArrayOfUUID(endpoints).addArrayOfUUID(lines).addLong(age))
                  .chain(
                      () ->
                          connection
                              .preparedQuery(EndDeliveries.MOVE_ON)
                              .execute(
                                  Tuple.tuple().addArrayOfUUID(endpoints).addArrayOfUUID(lines)))
                  .replaceWithVoid();
            });
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round("old deliveries go", this::forgetPortions);
  }

  /** As long as there is a whole one, so that no pace of deliveries outgrows it. */
  private Uni<Integer> forgetPortions() {
    return Uni.createFrom()
        .deferred(() -> pool.preparedQuery(FORGET).execute(Tuple.of(config.retention().toMillis())))
        .map(SqlResult::rowCount)
        .repeat()
        .whilst(count -> count == PORTION)
        .collect()
        .last();
  }

  private static List<UUID> ids(RowSet<Row> rows, String column) {
    List<UUID> ids = new ArrayList<>(rows.size());
    rows.forEach(row -> ids.add(row.getUUID(column)));
    return ids;
  }
}
