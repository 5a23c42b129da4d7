package io.github.tillgram.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Sends a text. A payer who hears twice that he has paid is better off than one who never hears it,
 * so an attempt without a known outcome is repeated.
 */
@ApplicationScoped
class DeliverMessage implements OutboxHandler {

  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;
  private final MessageFate fate;

  DeliverMessage(BotCalls calls, TelegramBot telegram, SendingOutcome outcomes, MessageFate fate) {
    this.fate = fate;
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(Messages.KIND, Messages.ANSWER);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Urgency urgency(String kind) {
    return kind.equals(Messages.KIND) ? Urgency.PAYMENT : Urgency.USUAL;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    Messages.Body body = body(message);
    return calls
        .bot(message.botId())
        .chain(
            bot ->
                telegram.sendMessage(
                    calls.credentials(bot),
                    new SendMessage(body.chatId(), body.text(), Button.keyboard(body.buttons()))))
        .map(sent -> OutboxOutcome.done(() -> delivered(message, sent.messageId())))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(
            failure ->
                outcomes.of(failure, repeatable(), chatId -> TelegramJson.write(body.in(chatId))));
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return message.invoiceId() == null
        ? Uni.createFrom().voidItem()
        : fate.undeliverable(said(message), reason);
  }

  private Uni<Void> delivered(OutboxMessage message, long messageId) {
    return message.invoiceId() == null
        ? Uni.createFrom().voidItem()
        : fate.delivered(said(message), messageId);
  }

  private static MessageFate.Said said(OutboxMessage message) {
    Messages.Body body = body(message);
    return new MessageFate.Said(message.invoiceId(), body.chatId(), body.text());
  }

  private static Messages.Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Messages.Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged message", damaged);
    }
  }
}
