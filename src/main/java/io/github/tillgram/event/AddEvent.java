package io.github.tillgram.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;

/** Adds events from transactions that have no session. */
public final class AddEvent {

  private static final String ADD =
      "INSERT INTO invoice_event (merchant_id, type, data) VALUES ($1, $2, $3)";

  private AddEvent() {}

  /** One that is about no invoice and came round by itself. */
  public static Uni<Void> in(
      SqlConnection transaction, UUID merchantId, EventType type, Map<String, ?> facts) {
    return transaction
        .preparedQuery(ADD)
        .execute(Tuple.of(merchantId, type.wireName(), EventJson.write(facts)))
        .replaceWithVoid();
  }
}
