package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.Json;
import java.util.Map;

/** The command menu, kept for each scope and language as it was sent. */
final class CommandMethods {
  private static final int MOST = 100;
  private static final int LONGEST_DESCRIPTION = 256;

  Answer setMyCommands(Call call) {
    Arguments arguments = call.arguments();
    arguments.required("commands");
    JsonNode list =
        arguments.json("commands", "can't parse commands JSON object").orElse(Json.array());
    if (!list.isArray()) {
      throw ApiFailure.badRequest("expected an Array of BotCommand");
    }
    InvoiceRules.check(list.size() <= MOST, "BOT_COMMANDS_TOO_MUCH");
    for (JsonNode command : list) {
      boolean named = command.path("command").asText().matches("/?[a-z0-9_]{1,32}");
      InvoiceRules.check(named, "BOT_COMMAND_INVALID");
      int length = command.path("description").asText().length();
      InvoiceRules.check(
          length >= 1 && length <= LONGEST_DESCRIPTION, "BOT_COMMAND_DESCRIPTION_INVALID");
    }
    menus(call).put(key(call), list);
    return Answer.yes();
  }

  Answer getMyCommands(Call call) {
    return Answer.of(menus(call).getOrDefault(key(call), Json.array()));
  }

  Answer deleteMyCommands(Call call) {
    menus(call).remove(key(call));
    return Answer.yes();
  }

  private static Map<String, JsonNode> menus(Call call) {
    return call.bot().commands();
  }

  private static String key(Call call) {
    String scope =
        call.arguments()
            .json("scope", "can't parse BotCommandScope JSON object")
            .map(JsonNode::toString)
            .filter(text -> !text.contains("\"default\""))
            .orElse("");
    return scope + "|" + call.arguments().text("language_code");
  }
}
