package io.github.tillgram.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.EditMessageText;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Has a message of the bot say something else, without its buttons. Where Telegram does not allow
 * it, since the message is gone or was never the bot's, the chat is told instead.
 */
@ApplicationScoped
class EditWritten implements OutboxHandler {

  static final String KIND = "chat.edit";

  private static final String SAYS_SO_ALREADY = "message is not modified";

  /** What waits in the outbox. */
  @RegisterForReflection
  record Body(
      @JsonProperty("chatId") long chatId,
      @JsonProperty("messageId") long messageId,
      @JsonProperty("text") String text) {}

  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;
  private final Messages messages;
  private final MessageFate fate;

  EditWritten(
      BotCalls calls,
      TelegramBot telegram,
      SendingOutcome outcomes,
      Messages messages,
      MessageFate fate) {
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
    this.messages = messages;
    this.fate = fate;
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
                telegram.editMessageText(
                    calls.credentials(bot),
                    new EditMessageText(body.chatId(), body.messageId(), body.text())))
        .map(edited -> done(message, body))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> notEdited(message, body, (BotApiFailure) failure));
  }

  private OutboxOutcome notEdited(OutboxMessage message, Body body, BotApiFailure failure) {
    OutboxOutcome outcome =
        outcomes.of(
            failure,
            repeatable(),
            chat -> TelegramJson.write(new Body(chat, body.messageId(), body.text())));
    if (!(outcome instanceof OutboxOutcome.GiveUp)) {
      return outcome;
    }
    return failure.getMessage().contains(SAYS_SO_ALREADY)
        ? done(message, body)
        : OutboxOutcome.done(
            () -> messages.say(message.botId(), message.invoiceId(), body.chatId(), body.text()));
  }

  private OutboxOutcome done(OutboxMessage message, Body body) {
    return OutboxOutcome.done(() -> fate.delivered(said(message), body.messageId()));
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return fate.undeliverable(said(message), reason);
  }

  private static MessageFate.Said said(OutboxMessage message) {
    Body body = body(message);
    return new MessageFate.Said(message.invoiceId(), body.chatId(), body.text());
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged message", damaged);
    }
  }
}
