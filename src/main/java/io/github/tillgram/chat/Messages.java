package io.github.tillgram.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.tillgram.notification.outbox.Outbox;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Has a bot say something, through the outbox: it is said if and only if its cause was committed.
 */
@ApplicationScoped
public class Messages {

  static final String KIND = "chat.message";

  /** Anybody can ask for those, so they are less urgent than what is about a payment. */
  static final String ANSWER = "chat.answer";

  /** Anybody can ask for any number, and each would keep those of others waiting. */
  private static final int MOST_ANSWERS = 10;

  /**
   * What waits in the outbox.
   *
   * @param buttons beside each other; {@code null} for none
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(
      @JsonProperty("chatId") long chatId,
      @JsonProperty("text") String text,
      @JsonProperty("buttons") List<Button> buttons) {

    static Body of(long chatId, String text, List<Button> buttons) {
      return new Body(chatId, text, buttons.isEmpty() ? null : buttons);
    }

    Body in(long otherChat) {
      return new Body(otherChat, text, buttons);
    }
  }

  private final Outbox outbox;

  Messages(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Appends a message in the caller's transaction.
   *
   * @param invoiceId what it is about, or {@code null}
   * @param text plain, at most 4096 characters
   */
  public Uni<Void> say(UUID botId, UUID invoiceId, long chatId, String text) {
    return say(botId, invoiceId, chatId, text, List.of());
  }

  /** The same, with buttons beside each other below it. */
  public Uni<Void> say(UUID botId, UUID invoiceId, long chatId, String text, List<Button> buttons) {
    String body = TelegramJson.write(Body.of(chatId, text, buttons));
    return outbox.append(KIND, botId, invoiceId, body);
  }

  /**
   * Answers somebody who spoke to the bot, in the caller's transaction.
   *
   * @return whether he is answered; not if he asks much faster than a chat may be written to
   */
  Uni<Boolean> answer(UUID botId, long chatId, String text, List<Button> buttons) {
    String body = TelegramJson.write(Body.of(chatId, text, buttons));
    return outbox.appendWithin(MOST_ANSWERS, ANSWER, botId, null, chatId, body);
  }

  /**
   * Has a message of the bot say something else, in the caller's transaction. Its buttons go; where
   * it cannot be changed any more, the text is said anew.
   */
  public Uni<Void> edit(UUID botId, UUID invoiceId, long chatId, long messageId, String text) {
    String body = TelegramJson.write(new EditWritten.Body(chatId, messageId, text));
    return outbox.append(EditWritten.KIND, botId, invoiceId, body);
  }

  /**
   * Deletes a message that somebody wrote, in the caller's transaction.
   *
   * @param otherwise what is said in the chat if Telegram does not delete it
   */
  Uni<Void> delete(UUID botId, long chatId, long messageId, String otherwise) {
    String body = TelegramJson.write(new DeleteWritten.Body(chatId, messageId, otherwise));
    return outbox.append(DeleteWritten.KIND, botId, null, body);
  }
}
