package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.event.SealedEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Puts what an endpoint has missed into its lines, a portion at a time, by whichever replica comes
 * first. What waits already, or was delivered, is not sent again.
 */
@ApplicationScoped
class RecoverEvents {

  private static final int PORTION = 1_000;

  /**
   * What is off waits until it is on again, and what has enough to do already until it has less.
   */
  private static final String NEXT =
      """
      SELECT r.endpoint_id, r.merchant_id, r.since, r.next_position, r.last_position, e.types,
             e.state = 'DELETED' AS moot
      FROM endpoint_recovery r JOIN endpoint e ON e.id = r.endpoint_id
      WHERE e.state = 'DELETED'
         OR (e.state = 'ENABLED' AND NOT EXISTS (
               SELECT FROM delivery d WHERE d.endpoint_id = r.endpoint_id AND d.state = 'PENDING' OFFSET $1))
      ORDER BY r.touched_at LIMIT 1 FOR UPDATE OF r SKIP LOCKED
      """;

  /**
   * Where the chain ends once whoever is sealing has finished: he may have begun before the
   * endpoint was switched on, and passed it over.
   */
  private static final String AWAIT_SEALING =
      "SELECT FROM event_chain WHERE merchant_id = '00000000-0000-0000-0000-000000000000' FOR UPDATE";

  private static final String SEE_END =
      """
      UPDATE endpoint_recovery r SET last_position = coalesce(
        (SELECT c.position FROM event_chain c WHERE c.merchant_id = r.merchant_id), 0)
      WHERE r.endpoint_id = $1
      """;

  private static final String MISSED =
      """
      SELECT e.position, e.invoice_id, e.type FROM published_event e
      WHERE e.merchant_id = $1 AND e.position >= $2 AND e.position < $3 AND e.type = ANY ($4::text[])
        AND e.created_at >= $6
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.endpoint_id = $5 AND d.position = e.position
                        AND d.state IN ('PENDING', 'DELIVERED'))
      ORDER BY e.position
      """;

  private static final String GO_ON =
      "UPDATE endpoint_recovery SET next_position = $2, touched_at = now() WHERE endpoint_id = $1";

  private static final String FINISH = "DELETE FROM endpoint_recovery WHERE endpoint_id = $1";

  private final Pool pool;
  private final DeliveryLines lines;
  private final QueueConfig config;

  RecoverEvents(Pool pool, DeliveryLines lines, QueueConfig config) {
    this.pool = pool;
    this.lines = lines;
    this.config = config;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> goOn() {
    return Housekeeping.round(
        "missed events are put in line", () -> pool.withTransaction(this::goOn));
  }

  private Uni<Void> goOn(SqlConnection connection) {
    return connection
        .preparedQuery(NEXT)
        .execute(Tuple.of(config.mostWaiting() / 2))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : goOn(connection, rows.iterator().next()));
  }

  private Uni<Void> goOn(SqlConnection connection, Row recovery) {
    UUID endpointId = recovery.getUUID("endpoint_id");
    if (recovery.getBoolean("moot")) {
      return connection.preparedQuery(FINISH).execute(Tuple.of(endpointId)).replaceWithVoid();
    }
    return recovery.getLong("last_position") == null
        ? seeEnd(connection, endpointId)
        : portion(connection, recovery);
  }

  private static Uni<Void> seeEnd(SqlConnection connection, UUID endpointId) {
    return connection
        .query(AWAIT_SEALING)
        .execute()
        .chain(() -> connection.preparedQuery(SEE_END).execute(Tuple.of(endpointId)))
        .replaceWithVoid();
  }

  private Uni<Void> portion(SqlConnection connection, Row recovery) {
    UUID endpointId = recovery.getUUID("endpoint_id");
    UUID merchantId = recovery.getUUID("merchant_id");
    long from = recovery.getLong("next_position");
    long to = from + PORTION;
    return connection
        .preparedQuery(MISSED)
        .execute(
            Tuple.of(
                merchantId,
                from,
                Math.min(to, recovery.getLong("last_position") + 1),
                Wanted.of(recovery.getArrayOfStrings("types")).toArray(),
                endpointId,
                recovery.getOffsetDateTime("since")))
        .map(rows -> deliveries(rows, endpointId, merchantId))
        .chain(missed -> lines.append(connection, missed))
        .chain(() -> end(connection, recovery, to));
  }

  private static List<NewDelivery> deliveries(RowSet<Row> rows, UUID endpointId, UUID merchantId) {
    List<NewDelivery> missed = new ArrayList<>(rows.size());
    for (Row row : rows) {
      missed.add(
          NewDelivery.of(
              endpointId,
              new SealedEvent(
                  merchantId,
                  row.getLong("position"),
                  row.getUUID("invoice_id"),
                  row.getString("type"))));
    }
    return missed;
  }

  private static Uni<Void> end(SqlConnection connection, Row recovery, long next) {
    UUID id = recovery.getUUID("endpoint_id");
    return (next > recovery.getLong("last_position")
            ? connection.preparedQuery(FINISH).execute(Tuple.of(id))
            : connection.preparedQuery(GO_ON).execute(Tuple.of(id, next)))
        .replaceWithVoid();
  }
}
