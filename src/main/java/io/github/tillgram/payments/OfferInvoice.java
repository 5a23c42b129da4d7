package io.github.tillgram.payments;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceMessages;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.Invoices;
import io.github.tillgram.invoice.Usage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Leads somebody who comes by a link to his invoice. A SINGLE one is sent again to the payer it is
 * bound to, else to whom it was sent before; a REUSABLE one to everybody. All others hear one and
 * the same sentence, so that nobody learns which invoices there are.
 */
@ApplicationScoped
class OfferInvoice {

  private final InvoiceRepository invoices;
  private final InvoiceMessages sent;
  private final Invoices issuing;
  private final Conversation conversation;

  OfferInvoice(
      InvoiceRepository invoices,
      InvoiceMessages sent,
      Invoices issuing,
      Conversation conversation) {
    this.invoices = invoices;
    this.sent = sent;
    this.issuing = issuing;
    this.conversation = conversation;
  }

  Uni<Void> to(Speaker speaker, Optional<UUID> id) {
    return id.map(known -> invoices.findOfBot(speaker.botId(), known))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(found -> found.isPresent() ? offer(speaker, found.get()) : notYours(speaker));
  }

  private Uni<Void> offer(Speaker speaker, Invoice invoice) {
    return isFor(speaker, invoice)
        .chain(
            his ->
                !his
                    ? notYours(speaker)
                    : invoice.status().isUnsettled()
                        ? send(speaker, invoice)
                        : conversation.answer(speaker, standing(invoice)));
  }

  /** In a private chat the chat's id is the payer's. */
  private Uni<Boolean> isFor(Speaker speaker, Invoice invoice) {
    if (invoice.payerId().isPresent()) {
      return Uni.createFrom().item(invoice.payerId().get() == speaker.chatId());
    }
    return invoice.usage() == Usage.REUSABLE
        ? Uni.createFrom().item(true)
        : sent.wasSentTo(invoice.id(), speaker.chatId());
  }

  /** A subscription is sold by its link alone; as a message it would be a single payment. */
  private Uni<Void> send(Speaker speaker, Invoice invoice) {
    if (invoice.terms().subscriptionPeriod().isEmpty()) {
      return issuing.offer(invoice, speaker.chatId()).chain(conversation::count);
    }
    return invoice
        .link()
        .map(link -> Phrases.say(Phrase.INVOICE_BY_LINK, speaker.locale(), link))
        .map(text -> conversation.answer(speaker, text))
        .orElseGet(() -> notYours(speaker));
  }

  private Uni<Void> notYours(Speaker speaker) {
    return conversation.answer(speaker, Phrase.INVOICE_NOT_YOURS);
  }

  private static Phrase.Sentence standing(Invoice invoice) {
    return switch (invoice.status()) {
      case OPEN, CHECKOUT -> throw new IllegalArgumentException("it can still be paid");
      case PAID ->
          invoice.usage() == Usage.REUSABLE ? Phrase.INVOICE_SOLD_OUT : Phrase.INVOICE_PAID;
      case EXPIRED -> Phrase.INVOICE_EXPIRED;
      case CANCELED -> Phrase.INVOICE_CANCELED;
      case REFUNDED -> Phrase.INVOICE_REFUNDED;
    };
  }
}
