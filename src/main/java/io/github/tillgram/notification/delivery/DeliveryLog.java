package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.EventId;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what became of deliveries, and has one made again. */
@ApplicationScoped
public class DeliveryLog {

  private static final String READ =
      """
      SELECT d.id, d.endpoint_id, d.merchant_id, d.position, d.type, d.state, d.attempts, d.last_status,
             d.last_failure, d.created_at, d.ended_at,
             CASE WHEN d.state = 'PENDING' THEN l.due_at END AS due_at
      FROM delivery d
      LEFT JOIN delivery_line l ON l.endpoint_id = d.endpoint_id AND l.line = d.line
      WHERE d.merchant_id = $1
      """;

  /** Endpoints are few, and what each heard of an event is found by its place. */
  private static final String OF_EVENT =
      " AND d.endpoint_id = ANY (ARRAY(SELECT e.id FROM endpoint e WHERE e.merchant_id = $1))"
          + " AND d.position = ";

  private static final String ONE = READ + " AND d.id = $2";

  private static final String TRIES =
      """
      SELECT number, at, millis, status, failure, answer FROM delivery_attempt
      WHERE delivery_id = $1 ORDER BY number
      """;

  private static final String ENDED =
      """
      SELECT d.endpoint_id, d.position, d.type, e.state = 'ENABLED' FROM delivery d
      JOIN endpoint e ON e.id = d.endpoint_id AND e.state <> 'DELETED'
      WHERE d.merchant_id = :merchantId AND d.id = :id FOR SHARE OF e
      """;

  private final Pool pool;
  private final DeliveryLines lines;
  private final Timeline timeline;

  DeliveryLog(Pool pool, DeliveryLines lines, Timeline timeline) {
    this.pool = pool;
    this.lines = lines;
    this.timeline = timeline;
  }

  /** Newest first. */
  public Uni<List<Delivery>> search(UUID merchantId, DeliveryFilter filter, int limit) {
    Tuple arguments = Tuple.of(merchantId);
    String statement = statement(filter, limit, arguments);
    return pool.preparedQuery(statement).execute(arguments).map(DeliveryLog::deliveries);
  }

  /** Names only what is asked for, so that each combination has the plan it needs. */
  static String statement(DeliveryFilter filter, int limit, Tuple arguments) {
    StringBuilder statement = new StringBuilder(READ);
    filter
        .endpointId()
        .ifPresent(
            id ->
                statement.append(" AND d.endpoint_id = ").append(argument(arguments.addUUID(id))));
    // No argument, or an index of one state alone would not do for it.
    filter
        .state()
        .ifPresent(state -> statement.append(" AND d.state = '").append(state).append('\''));
    filter
        .position()
        .ifPresent(
            position -> statement.append(OF_EVENT).append(argument(arguments.addLong(position))));
    filter
        .before()
        .ifPresent(id -> statement.append(" AND d.id < ").append(argument(arguments.addUUID(id))));
    return statement
        .append(" ORDER BY d.id DESC LIMIT ")
        .append(argument(arguments.addInteger(limit)))
        .toString();
  }

  private static String argument(Tuple arguments) {
    return "$" + arguments.size();
  }

  /** With its attempts. */
  public Uni<Optional<Delivery>> find(UUID merchantId, UUID id) {
    return pool.preparedQuery(ONE)
        .execute(Tuple.of(merchantId, id))
        .map(rows -> deliveries(rows).stream().findFirst())
        .chain(
            found ->
                found
                    .map(delivery -> tries(delivery).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  /**
   * Sends the same event to the same endpoint once more, however the delivery ended.
   *
   * @return the new delivery's id; empty when there is no such delivery, or its endpoint is
   *     deleted; fails with {@link EndpointOff} while nothing is sent there
   */
  @WithTransaction
  public Uni<Optional<UUID>> redeliver(UUID merchantId, UUID id) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(ENDED, Object[].class)
                    .setParameter("merchantId", merchantId)
                    .setParameter("id", id)
                    .getSingleResultOrNull())
        .invoke(DeliveryLog::requireOn)
        .chain(
            row ->
                row == null
                    ? Uni.createFrom().item(Optional.empty())
                    : append(again(merchantId, row))
                        .call(() -> tell(merchantId, (UUID) row[0], id))
                        .map(Optional::of));
  }

  private Uni<Void> tell(UUID merchantId, UUID endpointId, UUID deliveryId) {
    return timeline.add(
        merchantId,
        null,
        EventType.ENDPOINT_REDELIVERY_ASKED,
        Map.of("endpointId", endpointId, "deliveryId", deliveryId));
  }

  private static void requireOn(Object[] row) {
    if (row != null && !(boolean) row[3]) {
      throw new EndpointOff();
    }
  }

  private static NewDelivery again(UUID merchantId, Object[] row) {
    UUID endpointId = (UUID) row[0];
    String type = (String) row[2];
    return row[1] == null
        ? NewDelivery.example(endpointId, merchantId, type)
        : NewDelivery.again(endpointId, merchantId, ((Number) row[1]).longValue(), type);
  }

  private Uni<UUID> append(NewDelivery delivery) {
    return lines.append(delivery).replaceWith(delivery.id());
  }

  private Uni<Delivery> tries(Delivery delivery) {
    return pool.preparedQuery(TRIES)
        .execute(Tuple.of(delivery.id()))
        .map(
            rows -> {
              List<Delivery.Try> tries = new ArrayList<>(rows.size());
              rows.forEach(row -> tries.add(oneTry(row)));
              return delivery.with(tries);
            });
  }

  private static List<Delivery> deliveries(RowSet<Row> rows) {
    List<Delivery> deliveries = new ArrayList<>(rows.size());
    rows.forEach(row -> deliveries.add(delivery(row)));
    return deliveries;
  }

  private static Delivery delivery(Row row) {
    UUID id = row.getUUID("id");
    Long position = row.getLong("position");
    return new Delivery(
        id,
        row.getUUID("endpoint_id"),
        position == null
            ? ClaimedDelivery.exampleId(id)
            : EventId.of(row.getUUID("merchant_id"), position),
        row.getString("type"),
        position == null,
        DeliveryState.valueOf(row.getString("state")),
        row.getInteger("attempts"),
        Optional.ofNullable(row.getInteger("last_status")),
        Optional.ofNullable(row.getString("last_failure")),
        row.get(OffsetDateTime.class, "created_at").toInstant(),
        time(row, "ended_at"),
        time(row, "due_at"),
        List.of());
  }

  private static Delivery.Try oneTry(Row row) {
    return new Delivery.Try(
        row.getInteger("number"),
        row.get(OffsetDateTime.class, "at").toInstant(),
        row.getInteger("millis"),
        Optional.ofNullable(row.getInteger("status")),
        Optional.ofNullable(row.getString("failure")),
        Optional.ofNullable(row.getString("answer")));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.get(OffsetDateTime.class, column))
        .map(OffsetDateTime::toInstant);
  }
}
