package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tillgram.sandbox.world.Json;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a message. HTML is reduced to its plain text; Markdown is left as it is, because the
 * sandbox shows plain text.
 */
public final class MessageText {
  private static final int LONGEST = 4096;
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w/])/[A-Za-z0-9_]{1,32}(@\\w+)?");

  private MessageText() {}

  static String of(Arguments arguments) {
    String text = arguments.text("text");
    if (arguments.text("parse_mode").toLowerCase(Locale.ROOT).equals("html")) {
      text = plain(text);
    }
    if (text.isBlank()) {
      throw ApiFailure.badRequest("message text is empty");
    }
    if (text.codePointCount(0, text.length()) > LONGEST) {
      throw ApiFailure.badRequest("message is too long");
    }
    return text;
  }

  /** The commands in a text, as entities. */
  public static ArrayNode commands(String text) {
    ArrayNode entities = Json.array();
    Matcher matcher = COMMAND.matcher(text);
    while (matcher.find()) {
      entities
          .addObject()
          .put("offset", matcher.start())
          .put("length", matcher.end() - matcher.start())
          .put("type", "bot_command");
    }
    return entities;
  }

  private static String plain(String html) {
    return html.replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }
}
