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

  private static final String NEXT =
      """
      SELECT r.id, r.endpoint_id, r.merchant_id, r.since, r.next_position, r.last_position, e.types
      FROM endpoint_recovery r JOIN endpoint e ON e.id = r.endpoint_id
      ORDER BY r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED
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
      "UPDATE endpoint_recovery SET next_position = $2 WHERE id = $1";

  private static final String FINISH = "DELETE FROM endpoint_recovery WHERE id = $1";

  private final Pool pool;
  private final DeliveryLines lines;

  RecoverEvents(Pool pool, DeliveryLines lines) {
    this.pool = pool;
    this.lines = lines;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> goOn() {
    return Housekeeping.round(
        "missed events are put in line", () -> pool.withTransaction(this::goOn));
  }

  private Uni<Void> goOn(SqlConnection connection) {
    return connection
        .query(NEXT)
        .execute()
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : portion(connection, rows.iterator().next()));
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
    UUID id = recovery.getUUID("id");
    return (next > recovery.getLong("last_position")
            ? connection.preparedQuery(FINISH).execute(Tuple.of(id))
            : connection.preparedQuery(GO_ON).execute(Tuple.of(id, next)))
        .replaceWithVoid();
  }
}
