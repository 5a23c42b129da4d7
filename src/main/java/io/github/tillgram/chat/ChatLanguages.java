package io.github.tillgram.chat;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;

/**
 * The languages of private chats. A bot can write only to those who wrote to it first, so it has
 * been told nearly all of them.
 */
@ApplicationScoped
public class ChatLanguages {

  private static final String NOTE =
      """
      INSERT INTO chat_language AS known (bot_id, chat_id, language)
      VALUES (:botId, :chatId, :language)
      ON CONFLICT (bot_id, chat_id) DO UPDATE SET language = excluded.language
      WHERE known.language <> excluded.language
      """;

  private static final String READ =
      "SELECT language FROM chat_language WHERE bot_id = :botId AND chat_id = :chatId";

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
}
