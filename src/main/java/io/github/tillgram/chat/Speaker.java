package io.github.tillgram.chat;

import io.github.tillgram.telegram.api.Chat;
import io.github.tillgram.telegram.api.User;
import java.util.Locale;
import java.util.UUID;

/**
 * Somebody who speaks to a bot.
 *
 * @param chatId where he does, and is answered
 * @param inPrivate whether nobody else reads it; then the chat's id is his own
 */
public record Speaker(UUID botId, long chatId, boolean inPrivate, Locale locale) {

  private static final String PRIVATE = "private";

  /**
   * @param from {@code null} in channels, whose language is English
   */
  public static Speaker of(UUID botId, Chat chat, User from) {
    return new Speaker(
        botId,
        chat.id(),
        PRIVATE.equals(chat.type()),
        Phrases.locale(from == null ? null : from.languageCode()));
  }
}
