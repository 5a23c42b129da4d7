package io.github.tillgram.event;

import io.github.tillgram.observability.Actor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;

/** Adds events from transactions that have no session. */
public final class AddEvent {

  private static final String ADD =
      "INSERT INTO invoice_event (merchant_id, type, actor, data) VALUES ($1, $2, $3, $4)";

  private AddEvent() {}

  /** One that is about no invoice. */
  public static Uni<Void> in(
      SqlConnection transaction, UUID merchantId, EventType type, Map<String, ?> facts) {
    return transaction
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                merchantId, type.wireName(), Actor.current().orElse(null), EventJson.write(facts)))
        .replaceWithVoid();
  }
}
