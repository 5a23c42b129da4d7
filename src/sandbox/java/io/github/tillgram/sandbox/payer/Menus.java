package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.world.Json;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The commands a person is shown: those of the narrowest scope, in his language if there are. */
final class Menus {
  private Menus() {}

  static JsonNode menu(Ask ask) {
    Map<String, JsonNode> menus = ask.bot().commands();
    String language = ask.person().languageCode();
    return scopes(ask)
        .flatMap(scope -> Stream.of(scope + "|" + language, scope + "|"))
        .map(menus::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(Json::array);
  }

  private static Stream<String> scopes(Ask ask) {
    long chat = ask.has("chat") ? ask.group().id() : ask.person().id();
    String kind = ask.has("chat") ? "all_group_chats" : "all_private_chats";
    String one = Json.object().put("type", "chat").put("chat_id", chat).toString();
    return Stream.of(one, Json.object().put("type", kind).toString(), "");
  }
}
