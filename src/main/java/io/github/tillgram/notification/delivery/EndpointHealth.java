package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.AddEvent;
import io.github.tillgram.event.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What an endpoint's answers say about all that waits for it. */
@ApplicationScoped
class EndpointHealth {

  private static final Logger LOG = Logger.getLogger(EndpointHealth.class);

  private static final String RECOVERED =
      "UPDATE endpoint SET failing_since = NULL, paused_until = NULL"
          + " WHERE id = $1 AND failing_since IS NOT NULL"
          + " RETURNING (SELECT o.failing_since FROM endpoint o WHERE o.id = $1)"
          + " < now() - interval '1 minute' AS long";

  /** Each by a random part of the time, so that it is not overrun when it is up again. */
  private static final String HURRY =
      """
      UPDATE delivery_line l SET due_at = now() + random() * interval '30 seconds'
      FROM (SELECT endpoint_id, line FROM delivery_line
            WHERE endpoint_id = $1 AND lease_owner IS NULL AND due_at > now() + interval '30 seconds'
            ORDER BY endpoint_id, line LIMIT 10000 FOR UPDATE SKIP LOCKED) w
      WHERE l.endpoint_id = w.endpoint_id AND l.line = w.line
      """;

  /** What another address answered before it was changed says nothing about this one. */
  private static final String FAILED =
      """
      UPDATE endpoint SET failing_since = coalesce(failing_since, now()),
             paused_until = greatest(paused_until, now() + $2::bigint * interval '1 millisecond'),
             state = CASE WHEN $3::boolean OR failing_since <= now() - $4::bigint * interval '1 millisecond'
                          THEN 'DISABLED' ELSE state END,
             disabled_reason = CASE WHEN $3::boolean THEN 'GONE'
                                    WHEN failing_since <= now() - $4::bigint * interval '1 millisecond'
                                    THEN 'FAILING' ELSE disabled_reason END
      WHERE id = $1 AND state = 'ENABLED' AND url = $5
      RETURNING merchant_id, disabled_reason
      """;

  private static final String DISABLE =
      """
      UPDATE endpoint SET state = 'DISABLED', disabled_reason = $2 WHERE id = $1 AND state = 'ENABLED'
      RETURNING merchant_id, disabled_reason
      """;

  private final Pool pool;
  private final QueueConfig config;

  EndpointHealth(Pool pool, QueueConfig config) {
    this.pool = pool;
    this.config = config;
  }

  Uni<Void> note(Ended ended) {
    if (!ended.delivered()) {
      return pool.withTransaction(connection -> failed(connection, ended));
    }
    return ended.delivery().failing()
        ? pool.withTransaction(connection -> recovered(connection, ended.delivery().endpointId()))
        : Uni.createFrom().voidItem();
  }

  /** Too much waits for it, or something else makes calling it senseless. */
  Uni<Void> disable(UUID endpointId, DisabledReason reason) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(DISABLE)
                .execute(Tuple.of(endpointId, reason.name()))
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().voidItem()
                            : tell(connection, endpointId, rows.iterator().next())));
  }

  /** What has waited longer than the endpoint was away need not wait any more. */
  private static Uni<Void> recovered(SqlConnection connection, UUID endpointId) {
    return connection
        .preparedQuery(RECOVERED)
        .execute(Tuple.of(endpointId))
        .chain(
            rows ->
                rows.size() == 1 && rows.iterator().next().getBoolean("long")
                    ? connection
                        .preparedQuery(HURRY)
                        .execute(Tuple.of(endpointId))
                        .replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> failed(SqlConnection connection, Ended ended) {
    UUID endpointId = ended.delivery().endpointId();
    return connection
        .preparedQuery(FAILED)
        .execute(
            Tuple.of(
                endpointId,
                ended.pause().map(Duration::toMillis).orElse(null),
                ended.gone(),
                config.disableAfter().toMillis(),
                ended.delivery().url().toString()))
        .chain(
            rows ->
                rows.size() == 1 && rows.iterator().next().getString("disabled_reason") != null
                    ? tell(connection, endpointId, rows.iterator().next())
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Void> tell(SqlConnection connection, UUID endpointId, Row row) {
    String reason = row.getString("disabled_reason");
    LOG.warnf("Endpoint %s is not called any more: %s", endpointId, reason);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("endpointId", endpointId);
    facts.put("reason", reason);
    return AddEvent.in(connection, row.getUUID("merchant_id"), EventType.ENDPOINT_DISABLED, facts);
  }
}
