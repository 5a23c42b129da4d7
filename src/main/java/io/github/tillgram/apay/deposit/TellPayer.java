package io.github.tillgram.apay.deposit;

import io.github.tillgram.chat.ChatLanguages;
import io.github.tillgram.chat.Messages;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.Credited;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceMessages;
import io.github.tillgram.invoice.InvoiceMessages.Place;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Usage;
import io.github.tillgram.money.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells a payer what became of his money, in the transaction that books it. The message he paid by
 * turns into the receipt, as an invoice of Telegram's does; only where there is none he gets a new
 * one. Others who have a SINGLE invoice in their chats see that it is paid.
 */
@ApplicationScoped
class TellPayer {

  /** An invoice for one payer stands in few chats; the others say so when somebody presses Pay. */
  private static final int MOST_PLACES = 20;

  private final InvoiceMessages sent;
  private final Messages messages;
  private final ChatLanguages languages;

  TellPayer(InvoiceMessages sent, Messages messages, ChatLanguages languages) {
    this.sent = sent;
    this.messages = messages;
    this.languages = languages;
  }

  Uni<Void> tell(ApayAttempt attempt, Credited credited) {
    Payment payment = credited.payment();
    if (credited.repeat() || credited.invoice().isEmpty() || payment.amount() <= 0) {
      return nothing();
    }
    return payment.status() == PaymentStatus.COUNTED
        ? receipt(attempt, payment, credited.invoice().get())
        : underReview(attempt, payment);
  }

  private Uni<Void> underReview(ApayAttempt attempt, Payment payment) {
    return attempt
        .payerId()
        .map(
            payer ->
                languages
                    .of(payment.botId(), payer)
                    .map(locale -> Phrases.say(Phrase.PAYMENT_UNDER_REVIEW, locale, money(payment)))
                    .chain(text -> say(payment, payer, text)))
        .orElseGet(TellPayer::nothing);
  }

  private Uni<Void> receipt(ApayAttempt attempt, Payment payment, Invoice invoice) {
    Optional<Long> payer = attempt.payerId();
    if (invoice.usage() == Usage.REUSABLE && payer.isEmpty()) {
      return nothing();
    }
    Optional<Long> where = invoice.usage() == Usage.REUSABLE ? payer : Optional.empty();
    return sent.places(invoice.id(), where, MOST_PLACES)
        .chain(places -> edit(places, payer, payment, invoice));
  }

  private Uni<Void> edit(
      List<Place> places, Optional<Long> payer, Payment payment, Invoice invoice) {
    Uni<Void> told = nothing();
    for (Place place : places) {
      told = told.chain(() -> edit(place, payer, payment, invoice));
    }
    boolean hasPlace =
        payer.filter(id -> places.stream().anyMatch(place -> place.chatId() == id)).isPresent();
    return payer.isPresent() && !hasPlace
        ? told.chain(() -> sayReceipt(payer.get(), payment, invoice))
        : told;
  }

  private Uni<Void> edit(Place place, Optional<Long> payer, Payment payment, Invoice invoice) {
    boolean hisOwn = payer.filter(id -> id == place.chatId()).isPresent();
    return languages
        .of(payment.botId(), place.chatId())
        .map(
            locale ->
                hisOwn
                    ? receipt(locale, payment, invoice)
                    : invoice.title() + "\n" + Phrases.say(Phrase.INVOICE_PAID, locale))
        .chain(
            text ->
                messages.edit(
                    payment.botId(), invoice.id(), place.chatId(), place.messageId(), text));
  }

  private Uni<Void> sayReceipt(long payer, Payment payment, Invoice invoice) {
    return languages
        .of(payment.botId(), payer)
        .chain(locale -> say(payment, payer, receipt(locale, payment, invoice)));
  }

  private Uni<Void> say(Payment payment, long chatId, String text) {
    UUID invoiceId = payment.invoiceId().orElse(null);
    return messages.say(payment.botId(), invoiceId, chatId, text);
  }

  private static String receipt(Locale locale, Payment payment, Invoice invoice) {
    return Phrases.say(Phrase.RECEIPT, locale, money(payment), invoice.title());
  }

  private static Money money(Payment payment) {
    return Money.of(payment.amount(), payment.currency());
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
