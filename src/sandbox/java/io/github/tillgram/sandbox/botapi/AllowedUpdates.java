package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The list of wanted update kinds: left out or unreadable it stays as it was, unknown names are
 * ignored, and a list without a known name means the default.
 */
final class AllowedUpdates {
  private AllowedUpdates() {}

  static List<String> of(Arguments arguments, Bot bot) {
    JsonNode list;
    try {
      list = Json.mapper().readTree(arguments.text("allowed_updates"));
    } catch (JsonProcessingException e) {
      return bot.allowedUpdates();
    }
    if (list == null || !list.isArray()) {
      return bot.allowedUpdates();
    }
    List<String> known =
        StreamSupport.stream(list.spliterator(), false)
            .map(JsonNode::asText)
            .filter(bot::knowsUpdates)
            .distinct()
            .toList();
    return known.isEmpty() ? UpdateKind.defaults() : known;
  }
}
