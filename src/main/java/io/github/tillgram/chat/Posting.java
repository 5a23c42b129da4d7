package io.github.tillgram.chat;

import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.telegram.api.InlineKeyboardMarkup;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/**
 * Puts something into a chat that stays of interest: whoever had it posted is told where it stands.
 * It is the attempt of an outbox row, and may be repeated.
 */
@ApplicationScoped
public class Posting {

  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;

  Posting(BotCalls calls, TelegramBot telegram, SendingOutcome outcomes) {
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
  }

  /**
   * @param text plain, at most 4096 characters
   * @param posted gets the ids of chat and message, in the transaction that ends the row
   * @param inChat the row's body for another chat id: a group that became a supergroup has a new
   *     one
   */
  public Uni<OutboxOutcome> post(
      UUID botId,
      long chatId,
      String text,
      List<Button> buttons,
      BiFunction<Long, Long, Uni<Void>> posted,
      LongFunction<String> inChat) {
    InlineKeyboardMarkup keyboard = Button.keyboard(buttons);
    return calls
        .bot(botId)
        .chain(
            bot ->
                telegram.sendMessage(
                    calls.credentials(bot), new SendMessage(chatId, text, keyboard)))
        .map(sent -> OutboxOutcome.done(() -> posted.apply(sent.chat().id(), sent.messageId())))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> outcomes.of((BotApiFailure) failure, true, inChat));
  }
}
