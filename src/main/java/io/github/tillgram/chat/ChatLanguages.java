package io.github.tillgram.chat;

import io.github.tillgram.database.OldRows;
import io.github.tillgram.database.RetentionConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;

/**
 * The languages of private chats. A bot can write only to those who wrote to it first, so it has
 * been told nearly all of them; a while after somebody last spoke his is forgotten.
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

  private static final String FORGET =
      """
      DELETE FROM chat_language WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM chat_language
        WHERE heard_at < now() - $1::bigint * interval '1 millisecond'
        ORDER BY heard_at LIMIT %d FOR UPDATE SKIP LOCKED))
      """
          .formatted(OldRows.PORTION);

  private final Pool pool;
  private final RetentionConfig retention;

  ChatLanguages(Pool pool, RetentionConfig retention) {
    this.pool = pool;
    this.retention = retention;
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
    return OldRows.forget(pool, "old languages go", FORGET, retention.languages());
  }
}
