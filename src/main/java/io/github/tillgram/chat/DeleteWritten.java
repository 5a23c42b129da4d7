package io.github.tillgram.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.DeleteMessage;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * Deletes a message that somebody wrote and nobody else should read. Telegram allows it for 48
 * hours, and in a group only to its administrators; where it does not, the chat is told so.
 */
@ApplicationScoped
class DeleteWritten implements OutboxHandler {

  static final String KIND = "chat.delete";

  private static final String GONE_ALREADY = "message to delete not found";

  /**
   * What waits in the outbox. The chat is not called {@code chatId}, as where something is said:
   * deleting needs no turn, and does not wait for one.
   *
   * @param otherwise said when the message stays
   */
  @RegisterForReflection
  record Body(
      @JsonProperty("chat") long chat,
      @JsonProperty("messageId") long messageId,
      @JsonProperty("otherwise") String otherwise) {}

  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;
  private final Messages messages;

  DeleteWritten(BotCalls calls, TelegramBot telegram, SendingOutcome outcomes, Messages messages) {
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
    this.messages = messages;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KIND);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Urgency urgency(String kind) {
    return Urgency.PAYMENT;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    Body body = body(message);
    return calls
        .bot(message.botId())
        .chain(
            bot ->
                telegram.deleteMessage(
                    calls.credentials(bot), new DeleteMessage(body.chat(), body.messageId())))
        .map(deleted -> OutboxOutcome.done())
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> notDeleted(message, body, (BotApiFailure) failure));
  }

  private OutboxOutcome notDeleted(OutboxMessage message, Body body, BotApiFailure failure) {
    OutboxOutcome outcome =
        outcomes.of(
            failure,
            repeatable(),
            chat -> TelegramJson.write(new Body(chat, body.messageId(), body.otherwise())));
    if (!(outcome instanceof OutboxOutcome.GiveUp)) {
      return outcome;
    }
    return failure.getMessage().contains(GONE_ALREADY)
        ? OutboxOutcome.done()
        : OutboxOutcome.done(() -> saySo(message));
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return saySo(message);
  }

  private Uni<Void> saySo(OutboxMessage message) {
    Body body = body(message);
    return messages
        .answer(message.botId(), body.chat(), body.otherwise(), List.of())
        .replaceWithVoid();
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged message id", damaged);
    }
  }
}
