package io.github.tillgram.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.tillgram.notification.outbox.Outbox;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  /** What waits in the outbox. */
  @RegisterForReflection
  record Body(@JsonProperty("chatId") long chatId, @JsonProperty("text") String text) {}

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
    return outbox.append(KIND, botId, invoiceId, TelegramJson.write(new Body(chatId, text)));
  }

  /**
   * Answers somebody who spoke to the bot, in the caller's transaction.
   *
   * @return whether he is answered; not if he asks much faster than a chat may be written to
   */
  Uni<Boolean> answer(UUID botId, long chatId, String text) {
    String body = TelegramJson.write(new Body(chatId, text));
    return outbox.appendWithin(MOST_ANSWERS, ANSWER, botId, null, chatId, body);
  }
}
