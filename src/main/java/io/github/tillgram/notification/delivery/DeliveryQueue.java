package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.PublishedEvent;
import io.github.tillgram.security.Secret;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Claims what is due. Lines are claimed, not deliveries, so what is about one invoice arrives in
 * order, and a thousand events that wait in one line cost as much as one. Endpoints are asked one
 * by one for as many lines as they have places free; merchants take turns.
 */
@ApplicationScoped
class DeliveryQueue {

  private static final Logger LOG = Logger.getLogger(DeliveryQueue.class);

  static final String CLAIM =
      """
      WITH RECURSIVE waiting AS (
        (SELECT endpoint_id FROM delivery_line ORDER BY endpoint_id LIMIT 1)
        UNION ALL
        SELECT (SELECT l.endpoint_id FROM delivery_line l WHERE l.endpoint_id > w.endpoint_id
                ORDER BY l.endpoint_id LIMIT 1)
        FROM waiting w WHERE w.endpoint_id IS NOT NULL
      ), open AS MATERIALIZED (
        SELECT e.id, e.merchant_id, coalesce(b.places, 0) AS taken, m.places AS merchant_taken,
               CASE WHEN e.failing_since < now() - interval '1 minute' THEN $7::int ELSE $6::int END
               - coalesce(b.places, 0) AS free
        FROM waiting w JOIN endpoint e ON e.id = w.endpoint_id
        LEFT JOIN unnest($4::uuid[], $5::int[]) AS b (endpoint_id, places) ON b.endpoint_id = e.id
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(t.places), 0)::int AS places
          FROM unnest($4::uuid[], $5::int[]) AS t (endpoint_id, places)
          JOIN endpoint o ON o.id = t.endpoint_id WHERE o.merchant_id = e.merchant_id) m
        WHERE e.state = 'ENABLED' AND (e.paused_until IS NULL OR e.paused_until <= now())
      ), found AS (
        SELECT l.endpoint_id, l.line, l.due_at, o.merchant_id, o.merchant_taken,
               row_number() OVER (PARTITION BY l.endpoint_id ORDER BY l.due_at, l.line) + o.taken AS place
        FROM open o CROSS JOIN LATERAL (
          SELECT d.endpoint_id, d.line, d.due_at FROM delivery_line d
          WHERE d.endpoint_id = o.id AND d.due_at <= now()
          ORDER BY d.due_at, d.line LIMIT greatest(o.free, 0)) l
      ), ranked AS (
        SELECT f.*, row_number() OVER (PARTITION BY merchant_id ORDER BY place, due_at, line)
                    + merchant_taken AS turn
        FROM found f
      ), mine AS MATERIALIZED (
        SELECT l.endpoint_id, l.line FROM delivery_line l
        JOIN (SELECT endpoint_id, line FROM ranked WHERE turn <= $8::int ORDER BY turn, due_at LIMIT $3::int) r
          ON r.endpoint_id = l.endpoint_id AND r.line = l.line
        WHERE l.due_at <= now()
        ORDER BY l.endpoint_id, l.line
        FOR UPDATE OF l SKIP LOCKED
      ), claimed AS (
        UPDATE delivery_line l SET lease_owner = $1, due_at = now() + $2::bigint * interval '1 ms'
        FROM mine m WHERE l.endpoint_id = m.endpoint_id AND l.line = m.line
        RETURNING l.endpoint_id, l.line
      )
      SELECT c.endpoint_id, c.line, p.url, p.failing_since IS NOT NULL AS failing, d.id AS delivery_id,
             d.merchant_id AS owner_id, d.type AS told_type, d.position IS NULL AS example, d.attempts,
             floor(extract(epoch FROM now() - d.created_at) * 1000)::bigint AS age,
             ARRAY(SELECT s.id FROM endpoint_secret s WHERE s.endpoint_id = c.endpoint_id
                   AND (s.expires_at IS NULL OR s.expires_at > now()) ORDER BY s.id DESC) AS secret_ids,
             ARRAY(SELECT s.secret FROM endpoint_secret s WHERE s.endpoint_id = c.endpoint_id
                   AND (s.expires_at IS NULL OR s.expires_at > now()) ORDER BY s.id DESC) AS secrets,
             %s
      FROM claimed c
      JOIN endpoint p ON p.id = c.endpoint_id
      LEFT JOIN LATERAL (
        SELECT n.* FROM delivery n
        WHERE n.endpoint_id = c.endpoint_id AND n.line = c.line AND n.state = 'PENDING'
        ORDER BY n.position, n.id LIMIT 1) d ON true
      LEFT JOIN published_event e ON e.merchant_id = d.merchant_id AND e.position = d.position
      """
          .formatted(PublishedEvent.COLUMNS);

  private final Pool pool;
  private final EndpointSecrets secrets;

  DeliveryQueue(Pool pool, EndpointSecrets secrets) {
    this.pool = pool;
    this.secrets = secrets;
  }

  /**
   * How much may be under way at once.
   *
   * @param endpoint to one endpoint
   * @param failing to one that takes nothing
   * @param merchant to all endpoints of one merchant
   */
  record Shares(int endpoint, int failing, int merchant) {}

  /** Claims at most so many; {@code busy} tells how many places each endpoint has already. */
  Uni<List<ClaimedDelivery>> claim(
      UUID owner, Duration lease, int limit, Map<UUID, Integer> busy, Shares shares) {
    List<Map.Entry<UUID, Integer>> places = List.copyOf(busy.entrySet());
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.tuple()
                .addUUID(owner)
                .addLong(lease.toMillis())
                .addInteger(limit)
                .addArrayOfUUID(places.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .addArrayOfInteger(places.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .addInteger(shares.endpoint())
                .addInteger(shares.failing())
                .addInteger(shares.merchant()))
        .map(rows -> claims(rows, owner));
  }

  /** A line without anything in it should not exist; it is left to its lease. */
  private List<ClaimedDelivery> claims(RowSet<Row> rows, UUID owner) {
    List<ClaimedDelivery> claims = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.getUUID("delivery_id") != null) {
        claims.add(claim(row, owner));
      }
    }
    return claims;
  }

  private ClaimedDelivery claim(Row row, UUID owner) {
    return new ClaimedDelivery(
        row.getUUID("delivery_id"),
        row.getUUID("endpoint_id"),
        row.getUUID("owner_id"),
        row.getUUID("line"),
        owner,
        row.getInteger("attempts") + 1,
        Duration.ofMillis(row.getLong("age")),
        row.getString("told_type"),
        row.getBoolean("example"),
        event(row),
        URI.create(row.getString("url")),
        secrets(row.getArrayOfUUIDs("secret_ids"), row.getArrayOfStrings("secrets")),
        row.getBoolean("failing"));
  }

  /** One that cannot be read must not keep others from being claimed; it is empty, too. */
  private static Optional<PublishedEvent> event(Row row) {
    if (row.getLong("position") == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PublishedEvent.read(row));
    } catch (IllegalStateException damaged) {
      LOG.errorf(damaged, "The event of delivery %s cannot be read", row.getUUID("delivery_id"));
      return Optional.empty();
    }
  }

  private List<Secret> secrets(UUID[] ids, String[] ciphertexts) {
    List<Secret> read = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      read.add(secrets.read(ids[i], ciphertexts[i]));
    }
    return read;
  }
}
