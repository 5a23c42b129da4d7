package io.github.tillgram.notification.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Writes deliveries down and opens their lines. A line that exists is locked on the way, so that
 * nobody closes it without having seen what was added; lines are always locked in one order.
 */
@ApplicationScoped
class DeliveryLines {

  static final String APPEND =
      """
      INSERT INTO delivery (id, endpoint_id, merchant_id, position, example_type, type, line)
      SELECT id, endpoint_id, merchant_id, position, CASE WHEN position IS NULL THEN type END, type, line
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::uuid[])
           AS n (id, endpoint_id, merchant_id, position, type, line)
      """;

  static final String OPEN =
      """
      INSERT INTO delivery_line AS known (endpoint_id, line)
      SELECT DISTINCT endpoint_id, line FROM unnest($1::uuid[], $2::uuid[]) AS n (endpoint_id, line)
      ORDER BY endpoint_id, line
      ON CONFLICT (endpoint_id, line) DO UPDATE SET due_at = known.due_at
      """;

  private static final String APPEND_ONE =
      """
      INSERT INTO delivery (id, endpoint_id, merchant_id, position, example_type, type, line)
      VALUES (:id, :endpointId, :merchantId, :position, :exampleType, :type, :line)
      """;

  private static final String OPEN_ONE =
      "INSERT INTO delivery_line (endpoint_id, line) VALUES (:endpointId, :line)";

  /** In the caller's transaction. */
  Uni<Void> append(SqlConnection transaction, List<NewDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple rows =
        Tuple.tuple()
            .addArrayOfUUID(column(deliveries, NewDelivery::id, UUID[]::new))
            .addArrayOfUUID(column(deliveries, NewDelivery::endpointId, UUID[]::new))
            .addArrayOfUUID(column(deliveries, NewDelivery::merchantId, UUID[]::new))
            .addArrayOfLong(column(deliveries, NewDelivery::position, Long[]::new))
            .addArrayOfString(column(deliveries, NewDelivery::type, String[]::new))
            .addArrayOfUUID(column(deliveries, NewDelivery::line, UUID[]::new));
    Tuple lines =
        Tuple.tuple()
            .addArrayOfUUID(column(deliveries, NewDelivery::endpointId, UUID[]::new))
            .addArrayOfUUID(column(deliveries, NewDelivery::line, UUID[]::new));
    return transaction
        .preparedQuery(APPEND)
        .execute(rows)
        .chain(() -> transaction.preparedQuery(OPEN).execute(lines))
        .replaceWithVoid();
  }

  /** One in a line of its own, in the caller's session. */
  Uni<Void> append(NewDelivery delivery) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(APPEND_ONE)
                    .setParameter("id", delivery.id())
                    .setParameter("endpointId", delivery.endpointId())
                    .setParameter("merchantId", delivery.merchantId())
                    .setParameter("position", delivery.position())
                    .setParameter(
                        "exampleType", delivery.position() == null ? delivery.type() : null)
                    .setParameter("type", delivery.type())
                    .setParameter("line", delivery.line())
                    .executeUpdate()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(OPEN_ONE)
                                .setParameter("endpointId", delivery.endpointId())
                                .setParameter("line", delivery.line())
                                .executeUpdate()))
        .replaceWithVoid();
  }

  private static <T> T[] column(
      List<NewDelivery> rows, Function<NewDelivery, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
