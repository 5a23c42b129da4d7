package io.github.tillgram.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which replica asks for which bot's updates: Telegram lets only one ask at a time. */
@ApplicationScoped
class PollLeases {

  /** In order of the ids, so that replicas that take over from a third do not deadlock. */
  private static final String HOLD =
      """
      WITH held AS (
        INSERT INTO long_poll AS mine (bot_id, lease_owner, lease_until)
        SELECT id, $1, now() + $2::bigint * interval '1 ms' FROM bot b
        WHERE NOT EXISTS (SELECT FROM long_poll other WHERE other.bot_id = b.id
                          AND other.lease_owner <> $1 AND other.lease_until > now())
        ORDER BY id
        ON CONFLICT (bot_id) DO UPDATE
        SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
        WHERE mine.lease_owner = $1 OR mine.lease_until <= now()
        RETURNING bot_id
      )
      SELECT b.id, b.bot_key FROM held JOIN bot b ON b.id = held.bot_id
      """;

  private static final String GIVE_BACK =
      "UPDATE long_poll SET lease_until = now() WHERE lease_owner = $1";

  private final Pool pool;
  private final UUID owner = UUID.randomUUID();

  PollLeases(Pool pool) {
    this.pool = pool;
  }

  /** Holds on to this process's bots and takes those of nobody; their doors' keys by their ids. */
  Uni<Map<UUID, String>> hold(Duration lease) {
    return pool.preparedQuery(HOLD)
        .execute(Tuple.of(owner, lease.toMillis()))
        .map(
            rows -> {
              Map<UUID, String> bots = new HashMap<>();
              for (Row row : rows) {
                bots.put(row.getUUID("id"), row.getString("bot_key"));
              }
              return bots;
            });
  }

  /** The next replica need not wait for the leases to lapse. */
  Uni<Void> giveBack() {
    return pool.preparedQuery(GIVE_BACK).execute(Tuple.of(owner)).replaceWithVoid();
  }
}
