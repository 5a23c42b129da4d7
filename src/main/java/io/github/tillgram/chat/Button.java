package io.github.tillgram.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.tillgram.telegram.api.InlineKeyboardButton;
import io.github.tillgram.telegram.api.InlineKeyboardMarkup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A button below a message. It waits in the outbox with its message, so no secret may stand in it.
 *
 * @param data what the bot hears when it is pressed, 1 to 64 bytes; {@code null} for a link
 * @param url what it opens, {@code null} when it calls back
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Button(
    @JsonProperty("text") String text,
    @JsonProperty("data") String data,
    @JsonProperty("url") String url) {

  public static Button callback(String text, String data) {
    return new Button(text, data, null);
  }

  public static Button link(String text, String url) {
    return new Button(text, null, url);
  }

  private InlineKeyboardButton wire() {
    return new InlineKeyboardButton(text, data, url);
  }

  /** Buttons beside each other, or {@code null} for none. */
  static InlineKeyboardMarkup keyboard(List<Button> buttons) {
    return buttons == null || buttons.isEmpty()
        ? null
        : new InlineKeyboardMarkup(List.of(buttons.stream().map(Button::wire).toList()));
  }
}
