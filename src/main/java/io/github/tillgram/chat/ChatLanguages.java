package io.github.tillgram.chat;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;

/**
 * The languages of private chats. A bot can write only to those who wrote to it first, so it has
 * been told nearly all of them; ninety days after somebody last spoke his is forgotten.
 */
@ApplicationScoped
public class ChatLanguages {

  private static final String NOTE =
      """
      INSERT INTO chat_language AS known (bot_id, chat_id, language)
      VALUES (:botId, :chatId, :language)
      ON CONFLICT (bot_id, chat_id) DO UPDATE SET language = excluded.language, heard_at = now()
      WHERE known.language <> excluded.language OR known.heard_at < now() - interval '1 day'
      """;

  private static final String READ =
      "SELECT language FROM chat_language WHERE bot_id = :botId AND chat_id = :chatId";

  /** In portions, by whichever replica comes first. */
  private static final String FORGET =
      """
      DELETE FROM chat_language WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM chat_language WHERE heard_at < now() - interval '90 days'
        ORDER BY heard_at LIMIT 5000 FOR UPDATE SKIP LOCKED))
      """;

  private final Pool pool;

  ChatLanguages(Pool pool) {
    this.pool = pool;
  }

  /** Notes in which language a chat was answered, in the caller's transaction. */
  Uni<Void> note(UUID botId, long chatId, Locale locale) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(NOTE)
                    .setParameter("botId", botId)
                    .setParameter("chatId", chatId)
                    .setParameter("language", locale.getLanguage())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** In which language to speak first. */
  public Uni<Locale> of(UUID botId, long chatId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(READ, String.class)
                    .setParameter("botId", botId)
                    .setParameter("chatId", chatId)
                    .getSingleResultOrNull())
        .map(Phrases::locale);
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round("old languages go", () -> pool.query(FORGET).execute());
  }
}
