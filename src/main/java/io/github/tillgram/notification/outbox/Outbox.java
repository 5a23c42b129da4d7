package io.github.tillgram.notification.outbox;

import io.github.tillgram.observability.Actor;
import io.github.tillgram.observability.Traces;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Where work is left that must happen later: it exists if and only if its cause was committed. */
@ApplicationScoped
public class Outbox {

  private static final String HURRY =
      "UPDATE outbox SET due_at = now() WHERE bot_id = :botId AND state = 'PENDING'"
          + " AND last_error IS NOT NULL AND lease_owner IS NULL AND due_at > now()";

  private static final String HOLDS =
      "SELECT EXISTS (SELECT FROM outbox WHERE bot_id = :botId AND kind = :kind"
          + " AND state = 'PENDING')";

  private static final String APPEND_FOR_LATER =
      "INSERT INTO outbox (kind, urgency, bot_id, body, trace_parent, actor, due_at)"
          + " VALUES (:kind, :urgency, :botId, :body, :traceParent, CAST(:actor AS text),"
          + " now() + :wait * interval '1 millisecond')";

  /** Counts no further than it has to. */
  private static final String APPEND_WITHIN =
      """
      INSERT INTO outbox (kind, urgency, bot_id, invoice_id, body, trace_parent, actor)
      SELECT :kind, :urgency, :botId, CAST(:invoiceId AS uuid), :body, :traceParent, CAST(:actor AS text)
      WHERE (SELECT count(*)
             FROM (SELECT FROM outbox
                   WHERE bot_id = :botId AND chat_id = :chatId AND kind = :kind AND state = 'PENDING'
                     AND (CAST(:invoiceId AS uuid) IS NULL OR invoice_id = CAST(:invoiceId AS uuid))
                   LIMIT :most) AS waiting) < :most
      """;

  private final OutboxRepository rows;
  private final OutboxHandlers handlers;
  private final Traces traces;

  Outbox(OutboxRepository rows, OutboxHandlers handlers, Traces traces) {
    this.rows = rows;
    this.handlers = handlers;
    this.traces = traces;
  }

  /**
   * Appends a row in the caller's transaction.
   *
   * @param kind names the {@link OutboxHandler}
   * @param body what the handler needs, as JSON; never a secret
   */
  public Uni<Void> append(String kind, UUID botId, UUID invoiceId, String body) {
    String traceParent = traces.current().orElse(null);
    Urgency urgency = handlers.of(kind).urgency(kind);
    return rows.persist(new OutboxRow(kind, urgency, botId, invoiceId, body, traceParent))
        .replaceWithVoid();
  }

  /**
   * Appends a row that speaks in a chat, in the caller's transaction, unless as many of its kind,
   * and about the same invoice if there is one, wait for that chat already. Transactions that do so
   * at the same time do not see each other, so there may be a few more.
   *
   * @param invoiceId what it is about, or {@code null}
   * @param chatId the one that the body names
   * @return whether it was appended
   */
  public Uni<Boolean> appendWithin(
      int most, String kind, UUID botId, UUID invoiceId, long chatId, String body) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(APPEND_WITHIN)
                    .setParameter("kind", kind)
                    .setParameter("urgency", handlers.of(kind).urgency(kind).ordinal())
                    .setParameter("botId", botId)
                    .setParameter("invoiceId", invoiceId)
                    .setParameter("chatId", chatId)
                    .setParameter("body", body)
                    .setParameter("traceParent", traces.current().orElse(null))
                    .setParameter("actor", Actor.current().orElse(null))
                    .setParameter("most", (long) most)
                    .executeUpdate())
        .map(appended -> appended == 1);
  }

  /** Appends a row that is not due before a while has passed by the database's clock. */
  public Uni<Void> appendForLater(String kind, UUID botId, String body, Duration wait) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(APPEND_FOR_LATER)
                    .setParameter("kind", kind)
                    .setParameter("urgency", handlers.of(kind).urgency(kind).ordinal())
                    .setParameter("botId", botId)
                    .setParameter("body", body)
                    .setParameter("traceParent", traces.current().orElse(null))
                    .setParameter("actor", Actor.current().orElse(null))
                    .setParameter("wait", wait.toMillis())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Whether a row of this kind waits for a bot or is under way. */
  public Uni<Boolean> holds(String kind, UUID botId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(HOLDS, Boolean.class)
                    .setParameter("kind", kind)
                    .setParameter("botId", botId)
                    .getSingleResult());
  }

  /**
   * Has what failed for a bot tried again without further waiting, in the caller's transaction:
   * what was in its way is mended.
   */
  public Uni<Void> hurry(UUID botId) {
    return Panache.getSession()
        .chain(
            session ->
                session.createNativeQuery(HURRY).setParameter("botId", botId).executeUpdate())
        .replaceWithVoid();
  }
}
