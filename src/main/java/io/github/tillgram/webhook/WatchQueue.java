package io.github.tillgram.webhook;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The statements of the watchdog. Each replica claims bots for itself; what a check found is noted
 * only while the claim is still the caller's.
 */
@ApplicationScoped
class WatchQueue {

  /** New bots are looked at soon, but not all of them at once. */
  private static final String ADOPT =
      """
      INSERT INTO webhook_watch (bot_id, due_at)
      SELECT id, now() + random() * $1::bigint * interval '1 ms' FROM bot b
      WHERE NOT EXISTS (SELECT FROM webhook_watch w WHERE w.bot_id = b.id)
      ON CONFLICT DO NOTHING
      """;

  /** A bot whose updates are polled has no webhook, and should have none. */
  private static final String CLAIM =
      """
      WITH due AS (
        SELECT bot_id FROM webhook_watch w
        WHERE due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
          AND NOT EXISTS (SELECT FROM long_poll p WHERE p.bot_id = w.bot_id AND p.lease_until > now())
        ORDER BY due_at LIMIT $3 FOR UPDATE OF w SKIP LOCKED
      )
      UPDATE webhook_watch w SET lease_owner = $1, lease_until = now() + $2::bigint * interval '1 ms'
      FROM due WHERE w.bot_id = due.bot_id
      RETURNING w.bot_id, findings, errors_known_until, repairs,
        (extract(epoch FROM now() - repair_ordered_at) * 1000)::bigint AS since_repair
      """;

  /** A claim that is nobody's keeps everybody away, so that no hurry outruns Telegram's word. */
  private static final String POSTPONE =
      """
      UPDATE webhook_watch SET due_at = now() + $3::bigint * interval '1 ms',
             lease_owner = NULL, lease_until = now() + $3::bigint * interval '1 ms'
      WHERE bot_id = $1 AND lease_owner = $2
      """;

  /** Whoever was looked at a minute ago has nothing new to tell. */
  private static final String HURRY =
      """
      UPDATE webhook_watch SET due_at = now()
      WHERE bot_id = ANY ($1) AND due_at > now()
        AND (checked_at IS NULL OR checked_at < now() - interval '1 minute')
      """;

  private static final String NOTE =
      """
      UPDATE webhook_watch SET due_at = now() + :wait * interval '1 millisecond',
             lease_owner = NULL, lease_until = NULL, checked_at = now(), findings = :findings,
             pending_updates = :pending,
             last_error_at = CASE WHEN :errorAt > 0 THEN to_timestamp(:errorAt) END,
             last_error_message = nullif(:error, ''),
             errors_known_until = greatest(errors_known_until, to_timestamp(:errorAt)),
             repairs = :repairs,
             repair_ordered_at = CASE WHEN :ordered THEN now() ELSE repair_ordered_at END,
             repaired_at = CASE WHEN :repaired THEN now() ELSE repaired_at END
      WHERE bot_id = :bot AND lease_owner = :owner
      """;

  private static final String READ =
      "SELECT checked_at, repaired_at, findings FROM webhook_watch WHERE bot_id = $1";

  private final Pool pool;

  WatchQueue(Pool pool) {
    this.pool = pool;
  }

  /** A bot whose turn has come, and what was known of it. */
  record Watched(
      UUID botId, UUID owner, SeenFindings seen, Instant errorsKnownUntil, RepairPace pace) {

    boolean found(WebhookFinding finding) {
      return seen.findings().contains(finding);
    }

    boolean wasDrift() {
      return seen.findings().stream().anyMatch(WebhookFinding::isRepairable);
    }
  }

  Uni<Void> adopt(Duration within) {
    return pool.preparedQuery(ADOPT).execute(Tuple.of(within.toMillis())).replaceWithVoid();
  }

  Uni<List<Watched>> claim(UUID owner, Duration lease, int limit) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(owner, lease.toMillis(), limit))
        .map(rows -> watched(rows, owner));
  }

  /** Gives the bot back without a result. */
  Uni<Void> postpone(Watched bot, Duration wait) {
    return pool.preparedQuery(POSTPONE)
        .execute(Tuple.of(bot.botId(), bot.owner(), wait.toMillis()))
        .replaceWithVoid();
  }

  Uni<Void> hurry(Collection<UUID> bots) {
    return bots.isEmpty()
        ? Uni.createFrom().voidItem()
        : pool.preparedQuery(HURRY).execute(Tuple.of(bots.toArray(UUID[]::new))).replaceWithVoid();
  }

  /** Notes a result in the caller's transaction; false when the claim was lost meanwhile. */
  Uni<Boolean> note(Watched bot, WatchResult result, Duration wait) {
    WebhookCheckup checkup = result.checkup();
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(NOTE)
                    .setParameter("bot", bot.botId())
                    .setParameter("owner", bot.owner())
                    .setParameter("wait", wait.toMillis())
                    .setParameter("findings", result.seen().write())
                    .setParameter("pending", checkup.pendingUpdates())
                    .setParameter(
                        "errorAt", checkup.lastErrorAt().map(Instant::getEpochSecond).orElse(0L))
                    .setParameter("error", checkup.lastErrorMessage().orElse(""))
                    .setParameter("repairs", result.pace().repairs())
                    .setParameter("ordered", result.repairOrdered())
                    .setParameter("repaired", result.repaired())
                    .executeUpdate())
        .map(updated -> updated == 1);
  }

  /** What was seen of a bot's webhook the last time. */
  Uni<WebhookReport.Watch> read(UUID botId) {
    return pool.preparedQuery(READ).execute(Tuple.of(botId)).map(WatchQueue::seen);
  }

  private static WebhookReport.Watch seen(RowSet<Row> rows) {
    for (Row row : rows) {
      return new WebhookReport.Watch(
          instant(row, "checked_at"),
          instant(row, "repaired_at"),
          SeenFindings.read(row.getString("findings")).findings());
    }
    return new WebhookReport.Watch(Optional.empty(), Optional.empty(), Set.of());
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static List<Watched> watched(RowSet<Row> rows, UUID owner) {
    List<Watched> watched = new ArrayList<>(rows.size());
    for (Row row : rows) {
      OffsetDateTime known = row.getOffsetDateTime("errors_known_until");
      Optional<Duration> sinceRepair =
          Optional.ofNullable(row.getLong("since_repair")).map(Duration::ofMillis);
      watched.add(
          new Watched(
              row.getUUID("bot_id"),
              owner,
              SeenFindings.read(row.getString("findings")),
              known.toInstant(),
              new RepairPace(row.getInteger("repairs"), sinceRepair)));
    }
    return watched;
  }
}
