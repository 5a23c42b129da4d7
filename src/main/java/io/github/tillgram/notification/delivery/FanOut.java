package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.SealWitness;
import io.github.tillgram.event.SealedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts each event into the line of every endpoint that wants to hear of it. */
@ApplicationScoped
class FanOut implements SealWitness {

  private static final String ENDPOINTS =
      """
      SELECT id, merchant_id, types FROM endpoint
      WHERE merchant_id = ANY ($1::uuid[]) AND state = 'ENABLED' ORDER BY id
      """;

  private final DeliveryLines lines;

  FanOut(DeliveryLines lines) {
    this.lines = lines;
  }

  /** Who listens, and to what. */
  private record Listener(UUID endpointId, Wanted wanted) {

    static Listener of(Row row) {
      return new Listener(row.getUUID("id"), Wanted.of(row.getArrayOfStrings("types")));
    }
  }

  @Override
  public Uni<Void> sealed(SqlConnection transaction, List<SealedEvent> events) {
    UUID[] merchants = events.stream().map(SealedEvent::merchantId).distinct().toArray(UUID[]::new);
    return transaction
        .preparedQuery(ENDPOINTS)
        .execute(Tuple.tuple().addArrayOfUUID(merchants))
        .map(rows -> deliveries(rows, events))
        .chain(deliveries -> lines.append(transaction, deliveries));
  }

  private static List<NewDelivery> deliveries(RowSet<Row> rows, List<SealedEvent> events) {
    Map<UUID, List<Listener>> listeners = new HashMap<>();
    for (Row row : rows) {
      listeners
          .computeIfAbsent(row.getUUID("merchant_id"), any -> new ArrayList<>())
          .add(Listener.of(row));
    }
    return events.stream()
        .flatMap(
            event ->
                listeners.getOrDefault(event.merchantId(), List.of()).stream()
                    .filter(listener -> listener.wanted().includes(event.type()))
                    .map(listener -> NewDelivery.of(listener.endpointId(), event)))
        .toList();
  }
}
