package io.github.tillgram.apay.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.chat.Button;
import io.github.tillgram.chat.ChatLanguages;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.Posting;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceMessages;
import io.github.tillgram.invoice.InvoiceMessages.Place;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.PageRail;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.money.Money;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts an invoice of the rail APAY into a chat: a message with a button that leads to our address
 * of the invoice. Two such messages are no harm, since both lead to the same attempt.
 */
@ApplicationScoped
class SendPayButton implements OutboxHandler {

  @RegisterForReflection
  record Body(@JsonProperty("chatId") long chatId) {}

  private record Offer(Invoice invoice, String address, Locale language) {}

  private final InvoiceRepository invoices;
  private final InvoiceMessages messages;
  private final Timeline timeline;
  private final ChatLanguages languages;
  private final PayLinks links;
  private final ApayRail rail;
  private final Posting posting;

  SendPayButton(
      InvoiceRepository invoices,
      InvoiceMessages messages,
      Timeline timeline,
      ChatLanguages languages,
      PayLinks links,
      ApayRail rail,
      Posting posting) {
    this.invoices = invoices;
    this.messages = messages;
    this.timeline = timeline;
    this.languages = languages;
    this.links = links;
    this.rail = rail;
    this.posting = posting;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("issue." + Rail.APAY);
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
    return Panache.withSession(() -> invoices.findById(message.invoiceId()))
        .chain(
            invoice ->
                invoice.status().isUnsettled()
                    ? offer(message, invoice)
                    : notNeeded(message, invoice))
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> OutboxOutcome.retry("the database is away"));
  }

  /** Paid, canceled or expired meanwhile: nobody has to act. */
  private Uni<OutboxOutcome> notNeeded(OutboxMessage message, Invoice invoice) {
    String reason = "the invoice is " + invoice.status();
    return Uni.createFrom().item(OutboxOutcome.done(() -> gaveUp(message, reason)));
  }

  private Uni<OutboxOutcome> offer(OutboxMessage message, Invoice invoice) {
    long chatId = body(message).chatId();
    return rail.payable(invoice)
        .chain(() -> Panache.withTransaction(() -> offer(invoice, chatId)))
        .chain(offer -> post(offer, chatId))
        .onFailure(PageRail.NotPayable.class)
        .recoverWithItem(failure -> new OutboxOutcome.GiveUp(failure.getMessage()))
        .onFailure(PageRail.Unavailable.class)
        .recoverWithItem(failure -> OutboxOutcome.retry(failure.getMessage()));
  }

  /** In a private chat the chat is the payer; a group may be full of them. */
  private Uni<Offer> offer(Invoice invoice, long chatId) {
    Optional<Long> payer = chatId > 0 ? Optional.of(chatId) : Optional.empty();
    return links
        .address(invoice, payer)
        .chain(
            address ->
                languages
                    .of(invoice.botId(), chatId)
                    .map(language -> new Offer(invoice, address, language)));
  }

  private Uni<OutboxOutcome> post(Offer offer, long chatId) {
    Invoice invoice = offer.invoice();
    Money total = Money.of(invoice.total(), invoice.currency());
    return posting.post(
        invoice.botId(),
        chatId,
        text(invoice, total, offer.language()),
        List.of(
            Button.link(Phrases.say(Phrase.PAY_BUTTON, offer.language(), total), offer.address())),
        (chat, message) -> posted(invoice, new Place(invoice.id(), chat, message)),
        newChatId -> TelegramJson.write(new Body(newChatId)));
  }

  private static String text(Invoice invoice, Money total, Locale language) {
    return invoice.title()
        + "\n"
        + invoice.terms().description()
        + "\n\n"
        + Phrases.say(Phrase.TO_PAY, language, total);
  }

  private Uni<Void> posted(Invoice invoice, Place place) {
    return timeline
        .add(
            invoice.merchantId(),
            invoice.id(),
            EventType.INVOICE_SENT,
            Map.of("chatId", place.chatId(), "messageId", place.messageId()))
        .chain(() -> messages.note(place));
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return invoices
        .findById(message.invoiceId())
        .chain(
            invoice ->
                timeline.add(
                    invoice.merchantId(),
                    invoice.id(),
                    EventType.INVOICE_NOT_SENT,
                    Map.of("chatId", body(message).chatId(), "reason", reason)));
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged chat id", damaged);
    }
  }
}
