package io.github.tillgram.invoice;

import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.observability.Actor;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where invoices stand in chats. Those that expired or were canceled are taken away by outbox rows
 * of kind {@value #RETRACT}, one for each message, made from one of kind {@value
 * #RETRACT_EVERYWHERE}. They are written here, since each statement makes them out of the messages
 * that it reads under the invoice's lock.
 */
@ApplicationScoped
public class InvoiceMessages {

  public static final String RETRACT = "chat.retract";

  /** Writes the rows of kind {@value #RETRACT}, so many at a time. */
  public static final String RETRACT_EVERYWHERE = "invoice.retract";

  private static final int PORTION = 500;

  /**
   * The lock waits for whoever cancels the invoice right now, and lets the next one wait: a message
   * that arrived while that happened is taken away like those before it.
   */
  private static final String NOTE =
      """
      WITH standing AS MATERIALIZED (
        SELECT id, bot_id, status FROM invoice WHERE id = :id FOR SHARE
      ), noted AS (
        INSERT INTO invoice_message (invoice_id, chat_id, message_id)
        SELECT id, :chatId, :messageId FROM standing ON CONFLICT DO NOTHING
      )
      INSERT INTO outbox (kind, urgency, bot_id, invoice_id, actor, body)
      SELECT 'chat.retract', %d, bot_id, id, cast(:actor AS text),
             cast(json_build_object('chatId', cast(:chatId AS bigint),
                                    'messageId', cast(:messageId AS bigint)) AS text)
      FROM standing WHERE status IN ('EXPIRED', 'CANCELED')
      """
          .formatted(Urgency.LATER.ordinal());

  /**
   * One row for an invoice, however many chats it stands in. Nobody waits for these: whatever a
   * payer waits for goes first.
   */
  private static final String RETRACT_SOME =
      """
      INSERT INTO outbox (kind, urgency, bot_id, invoice_id, actor, body)
      SELECT 'invoice.retract', %d, i.bot_id, i.id, cast(%s AS text), '{}' FROM invoice i
      WHERE i.id = %s AND EXISTS (SELECT FROM invoice_message m WHERE m.invoice_id = i.id)
      """;

  /** Of invoices that came to their end by themselves. */
  static final String RETRACT_FROM_CHATS =
      RETRACT_SOME.formatted(Urgency.LATER.ordinal(), "NULL", "ANY ($1)");

  private static final String RETRACT_FROM_CHATS_OF_ONE =
      RETRACT_SOME.formatted(Urgency.LATER.ordinal(), ":actor", ":id");

  /** The chats behind the last portion, and a row for those behind them. */
  private static final String RETRACT_PORTION =
      """
      WITH portion AS MATERIALIZED (
        SELECT i.bot_id, i.id, m.chat_id, m.message_id
        FROM invoice i JOIN invoice_message m ON m.invoice_id = i.id
        WHERE i.id = :id AND (m.chat_id, m.message_id) > (:chatId, :messageId)
        ORDER BY m.chat_id, m.message_id LIMIT %2$d
      ), retracted AS (
        INSERT INTO outbox (kind, urgency, bot_id, invoice_id, actor, body)
        SELECT 'chat.retract', %1$d, bot_id, id, cast(:actor AS text),
               cast(json_build_object('chatId', chat_id, 'messageId', message_id) AS text)
        FROM portion
      )
      INSERT INTO outbox (kind, urgency, bot_id, invoice_id, actor, body)
      SELECT 'invoice.retract', %1$d, bot_id, id, cast(:actor AS text),
             cast(json_build_object('afterChat', chat_id, 'afterMessage', message_id) AS text)
      FROM portion ORDER BY chat_id, message_id OFFSET %2$d - 1
      """
          .formatted(Urgency.LATER.ordinal(), PORTION);

  private static final String WAS_SENT =
      "SELECT EXISTS (SELECT FROM invoice_message WHERE invoice_id = :id AND chat_id = :chatId)";

  /**
   * Telegram lets bots delete what is younger than 48 hours. What the chat's own user has paid is
   * his, whatever became of the invoice.
   */
  private static final String STANDING =
      """
      SELECT CASE
        WHEN i.status NOT IN ('EXPIRED', 'CANCELED')
          OR EXISTS (SELECT FROM payment p WHERE p.invoice_id = i.id AND p.payer_id = m.chat_id)
        THEN 'STAYS'
        WHEN m.sent_at > now() - interval '48 hours' THEN 'DELETABLE' ELSE 'OLD' END
      FROM invoice_message m JOIN invoice i ON i.id = m.invoice_id
      WHERE m.invoice_id = :id AND m.chat_id = :chatId AND m.message_id = :messageId
      """;

  private static final String PLACES =
      """
      SELECT m.chat_id, m.message_id FROM invoice_message m
      WHERE m.invoice_id = :id AND (CAST(:chatId AS bigint) IS NULL OR m.chat_id = :chatId)
      ORDER BY m.chat_id, m.message_id LIMIT :most
      """;

  private static final String FORGET =
      "DELETE FROM invoice_message"
          + " WHERE invoice_id = :id AND chat_id = :chatId AND message_id = :messageId";

  /** What is to become of a message. */
  public enum Standing {
    /** The invoice can be paid, or was. */
    STAYS,
    DELETABLE,
    /** Too old to be deleted. */
    OLD
  }

  /** A message in a chat, about an invoice. */
  public record Place(UUID invoiceId, long chatId, long messageId) {}

  /** Notes that an invoice was sent, in the caller's transaction. */
  public Uni<Void> note(Place place) {
    return at(place, NOTE)
        .map(InvoiceMessages::onTheSameWord)
        .chain(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  public Uni<Boolean> wasSentTo(UUID invoiceId, long chatId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(WAS_SENT, Boolean.class)
                    .setParameter("id", invoiceId)
                    .setParameter("chatId", chatId)
                    .getSingleResult());
  }

  /**
   * Where an invoice stands.
   *
   * @param chatId in this chat only, if there is one
   */
  public Uni<List<Place>> places(UUID invoiceId, Optional<Long> chatId, int most) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(PLACES, Object[].class)
                    .setParameter("id", invoiceId)
                    .setParameter("chatId", chatId.orElse(null))
                    .setParameter("most", most)
                    .getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Place(
                                invoiceId,
                                ((Number) row[0]).longValue(),
                                ((Number) row[1]).longValue()))
                    .toList());
  }

  /** Has an invoice taken away from every chat, in the caller's transaction. */
  Uni<Void> retract(UUID invoiceId) {
    return Panache.getSession()
        .chain(
            session ->
                onTheSameWord(
                        session
                            .createNativeQuery(RETRACT_FROM_CHATS_OF_ONE)
                            .setParameter("id", invoiceId))
                    .executeUpdate())
        .replaceWithVoid();
  }

  /**
   * Has an invoice taken away from the next chats, in the caller's transaction.
   *
   * @param last the message at which the portion before ended
   */
  public Uni<Void> retractBehind(Place last) {
    return at(last, RETRACT_PORTION)
        .map(InvoiceMessages::onTheSameWord)
        .chain(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** Empty when nothing is known of the message any more. */
  public Uni<Optional<Standing>> standing(Place place) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(STANDING, String.class)
                    .setParameter("id", place.invoiceId())
                    .setParameter("chatId", place.chatId())
                    .setParameter("messageId", place.messageId())
                    .getSingleResultOrNull())
        .map(found -> Optional.ofNullable(found).map(Standing::valueOf));
  }

  /** Forgets a message that is done with, in the caller's transaction. */
  public Uni<Void> forget(Place place) {
    return at(place, FORGET).chain(Mutiny.MutationQuery::executeUpdate).replaceWithVoid();
  }

  private static Mutiny.MutationQuery onTheSameWord(Mutiny.MutationQuery query) {
    return query.setParameter("actor", Actor.current().orElse(null));
  }

  private static Uni<Mutiny.MutationQuery> at(Place place, String statement) {
    return Panache.getSession()
        .map(
            session ->
                session
                    .createNativeQuery(statement)
                    .setParameter("id", place.invoiceId())
                    .setParameter("chatId", place.chatId())
                    .setParameter("messageId", place.messageId()));
  }
}
