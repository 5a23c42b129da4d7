package io.github.tillgram.payments;

import io.github.tillgram.chat.Messages;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells a payer that his payment went back to him, whoever started it. What reports a refund comes
 * from the bot; the language is the one the payment came in.
 */
@ApplicationScoped
class TellRefund {

  private final Messages messages;

  TellRefund(Messages messages) {
    this.messages = messages;
  }

  /** Says it in the caller's transaction; what nobody can name in words is for the merchant. */
  Uni<Void> tell(Payment payment, long chatId) {
    if (payment.amount() <= 0 || !Currencies.isKnown(payment.currency())) {
      return Uni.createFrom().voidItem();
    }
    return messages.say(
        payment.botId(),
        payment.invoiceId().orElse(null),
        chatId,
        Phrases.say(
            Phrase.REFUND,
            Phrases.locale(payment.payerLanguage().orElse(null)),
            Money.of(payment.amount(), payment.currency())));
  }
}
