package io.github.tillgram.chat;

import java.util.Locale;
import java.util.UUID;

/**
 * Somebody who speaks to a bot.
 *
 * @param chatId where he does, and is answered
 * @param inPrivate whether nobody else reads it; then the chat's id is his own
 */
public record Speaker(UUID botId, long chatId, boolean inPrivate, Locale locale) {}
