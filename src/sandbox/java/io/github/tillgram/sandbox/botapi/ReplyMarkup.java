package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inline keyboards. Other markup (reply keyboards) is accepted and has no effect here. */
final class ReplyMarkup {
  private static final int LONGEST_DATA = 64;
  private static final List<String> ACTIONS =
      List.of("callback_data", "url", "pay", "web_app", "login_url", "copy_text");

  private ReplyMarkup() {}

  static Optional<JsonNode> forMessage(Arguments arguments) {
    Optional<JsonNode> keyboard = inlineKeyboard(arguments);
    keyboard.ifPresent(
        markup -> {
          if (buttons(markup).stream().anyMatch(ReplyMarkup::pays)) {
            throw ApiFailure.badRequest("BUTTON_TYPE_INVALID");
          }
        });
    return keyboard;
  }

  /** The very first button must pay; without a keyboard Telegram makes that button. */
  static JsonNode forInvoice(Arguments arguments, String payText) {
    Optional<JsonNode> keyboard = inlineKeyboard(arguments);
    if (keyboard.isEmpty()) {
      return payButton(payText);
    }
    List<JsonNode> buttons = buttons(keyboard.get());
    if (buttons.stream().noneMatch(ReplyMarkup::pays)) {
      throw ApiFailure.badRequest("REPLY_MARKUP_BUY_EMPTY");
    }
    if (!pays(buttons.get(0)) || buttons.stream().filter(ReplyMarkup::pays).count() > 1) {
      throw ApiFailure.badRequest("BUTTON_POS_INVALID");
    }
    return keyboard.get();
  }

  private static Optional<JsonNode> inlineKeyboard(Arguments arguments) {
    Optional<JsonNode> markup =
        arguments.json("reply_markup", "can't parse reply keyboard markup JSON object");
    if (markup.isPresent() && !markup.get().isObject()) {
      throw ApiFailure.badRequest("object expected as reply markup");
    }
    if (markup.isEmpty() || !markup.get().has("inline_keyboard")) {
      return Optional.empty();
    }
    JsonNode rows = markup.get().path("inline_keyboard");
    if (!rows.isArray()) {
      throw ApiFailure.badRequest("field \"inline_keyboard\" must be of type Array");
    }
    for (JsonNode row : rows) {
      if (!row.isArray()) {
        throw ApiFailure.badRequest("field \"inline_keyboard\" must be an Array of Arrays");
      }
      row.forEach(ReplyMarkup::check);
    }
    boolean empty = buttons(markup.get()).isEmpty();
    return empty ? Optional.empty() : markup;
  }

  private static void check(JsonNode button) {
    String complaint = "can't parse inline keyboard button: ";
    if (!button.isObject()) {
      throw ApiFailure.badRequest(complaint + "InlineKeyboardButton must be an Object");
    }
    if (!button.has("text")) {
      throw ApiFailure.badRequest(complaint + "Can't find field \"text\"");
    }
    if (ACTIONS.stream().noneMatch(action -> isPresent(button, action))) {
      throw ApiFailure.badRequest(complaint + "Text buttons are unallowed in the inline keyboard");
    }
    byte[] data = button.path("callback_data").asText().getBytes(StandardCharsets.UTF_8);
    if (data.length > LONGEST_DATA || button.has("callback_data") && data.length == 0) {
      throw ApiFailure.badRequest("BUTTON_DATA_INVALID");
    }
    if (isPresent(button, "url")) {
      ButtonLink.check(button.path("url").asText());
    }
  }

  /** An empty address is as good as none. */
  private static boolean isPresent(JsonNode button, String action) {
    return button.has(action) && !(action.equals("url") && button.path(action).asText().isEmpty());
  }

  private static List<JsonNode> buttons(JsonNode markup) {
    List<JsonNode> buttons = new ArrayList<>();
    markup.path("inline_keyboard").forEach(row -> row.forEach(buttons::add));
    return buttons;
  }

  private static boolean pays(JsonNode button) {
    return button.path("pay").asBoolean();
  }

  private static JsonNode payButton(String text) {
    ObjectNode markup = Json.object();
    markup.putArray("inline_keyboard").addArray().addObject().put("text", text).put("pay", true);
    return markup;
  }
}
