package io.github.tillgram.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message asks a bot to do: Telegram has marked a command at its very start. The name is in
 * small letters, since menus know no others and people type as they like.
 *
 * <p>In a group a command must name the bot, as in {@code /start@our_bot}: Telegram shows a plain
 * one to every bot that may read there, and all of them would answer.
 *
 * @param argument what stands behind it
 */
public record Command(String name, Optional<String> argument) {

  private static final String ENTITY = "bot_command";

  static Optional<Command> in(JsonNode message, Optional<String> botName) {
    String text = message.path("text").asText("");
    int length = markedLength(message.path("entities"));
    if (length < 2 || length > text.length() || text.charAt(0) != '/') {
      return Optional.empty();
    }
    String[] parts = text.substring(1, length).split("@", 2);
    boolean meant = parts.length == 2 ? isName(parts[1], botName) : isPrivate(message);
    return meant
        ? Optional.of(
            new Command(
                parts[0].toLowerCase(Locale.ROOT),
                Optional.of(text.substring(length).strip()).filter(rest -> !rest.isEmpty())))
        : Optional.empty();
  }

  private static int markedLength(JsonNode entities) {
    for (JsonNode entity : entities) {
      if (entity.path("offset").asInt(-1) == 0
          && entity.path("type").asText("").equals(ENTITY)
          && entity.path("length").isInt()) {
        return entity.path("length").asInt();
      }
    }
    return 0;
  }

  private static boolean isName(String addressed, Optional<String> botName) {
    return botName.filter(addressed::equalsIgnoreCase).isPresent();
  }

  private static boolean isPrivate(JsonNode message) {
    return message.path("chat").path("type").asText("").equals("private");
  }
}
