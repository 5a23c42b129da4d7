package io.github.tillgram.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.chat.SendingOutcome;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceMessages;
import io.github.tillgram.invoice.InvoiceMessages.Place;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Usage;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.SendInvoice;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Puts an invoice into a chat. {@code sendInvoice} has no idempotency key, so an attempt that
 * nobody knows the end of is never repeated: two payable messages are worse than one that may be
 * missing, and the merchant can send again once he has looked.
 */
@ApplicationScoped
class SendInvoiceMessage implements OutboxHandler {

  @RegisterForReflection
  record Body(@JsonProperty("chatId") long chatId) {}

  private record Order(Invoice invoice, Bot bot) {}

  private final InvoiceRepository invoices;
  private final InvoiceMessages messages;
  private final Timeline timeline;
  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;
  private final InvoiceContents contents;

  SendInvoiceMessage(
      InvoiceRepository invoices,
      InvoiceMessages messages,
      Timeline timeline,
      BotCalls calls,
      TelegramBot telegram,
      SendingOutcome outcomes,
      InvoiceContents contents) {
    this.contents = contents;
    this.invoices = invoices;
    this.messages = messages;
    this.timeline = timeline;
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("issue." + Rail.TELEGRAM, "issue." + Rail.STARS);
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public Urgency urgency(String kind) {
    return Urgency.PAYMENT;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    return load(message)
        .map(order -> nextStep(message, order))
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> SendInvoiceMessage::notYet)
        .chain(Supplier::get);
  }

  private Uni<Order> load(OutboxMessage message) {
    return Panache.withSession(() -> invoices.findById(message.invoiceId()))
        .chain(invoice -> calls.bot(message.botId()).map(bot -> new Order(invoice, bot)));
  }

  private Supplier<Uni<OutboxOutcome>> nextStep(OutboxMessage message, Order order) {
    return order.invoice().status().isUnsettled()
        ? () -> send(message, order)
        : () ->
            Uni.createFrom().item(OutboxOutcome.done(() -> notNeeded(message, order.invoice())));
  }

  /** Telegram has not been called yet, so this may be tried again. */
  private static Uni<OutboxOutcome> notYet() {
    return Uni.createFrom().item(OutboxOutcome.retry("the database is away"));
  }

  /** Paid, canceled or expired meanwhile: nobody has to act. */
  private Uni<Void> notNeeded(OutboxMessage message, Invoice invoice) {
    return noteEnd(message, EventType.INVOICE_NOT_SENT, "the invoice is " + invoice.status());
  }

  private Uni<OutboxOutcome> send(OutboxMessage message, Order order) {
    long chatId = body(message).chatId();
    return telegram
        .sendInvoice(calls.credentials(order.bot()), call(order.invoice(), order.bot(), chatId))
        .map(sent -> OutboxOutcome.done(() -> sent(order.invoice(), sent)))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(
            failure ->
                outcomes.of(
                    failure, repeatable(), newChatId -> TelegramJson.write(new Body(newChatId))));
  }

  private SendInvoice call(Invoice invoice, Bot bot, long chatId) {
    return new SendInvoice(chatId, contents.of(invoice, bot), startParameter(invoice, chatId));
  }

  /**
   * With a start parameter only the chat it was sent to can pay, once; without one every copy has a
   * pay button.
   */
  private static String startParameter(Invoice invoice, long chatId) {
    return invoice.usage() == Usage.SINGLE && chatId > 0 ? StartParameter.of(invoice) : null;
  }

  private Uni<Void> sent(Invoice invoice, Message message) {
    Place place = new Place(invoice.id(), message.chat().id(), message.messageId());
    return note(
            invoice,
            EventType.INVOICE_SENT,
            Map.of("chatId", place.chatId(), "messageId", place.messageId()))
        .chain(() -> messages.note(place));
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return noteEnd(message, EventType.INVOICE_NOT_SENT, reason);
  }

  @Override
  public Uni<Void> outcomeUnknown(OutboxMessage message, String reason) {
    return noteEnd(message, EventType.INVOICE_SEND_OUTCOME_UNKNOWN, reason);
  }

  private Uni<Void> noteEnd(OutboxMessage message, EventType type, String reason) {
    return invoices
        .findById(message.invoiceId())
        .chain(
            invoice ->
                note(invoice, type, Map.of("chatId", body(message).chatId(), "reason", reason)));
  }

  private Uni<Void> note(Invoice invoice, EventType type, Map<String, ?> data) {
    return timeline.add(invoice.merchantId(), invoice.id(), type, data);
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged chat id", damaged);
    }
  }
}
