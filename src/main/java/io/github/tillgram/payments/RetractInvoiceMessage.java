package io.github.tillgram.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.chat.ChatLanguages;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.SendingOutcome;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceMessages;
import io.github.tillgram.invoice.InvoiceMessages.Place;
import io.github.tillgram.invoice.InvoiceMessages.Standing;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.DeleteMessage;
import io.github.tillgram.telegram.api.ReplyParameters;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.BotCredentials;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes an invoice that can no longer be paid out of a chat. Telegram lets nobody edit the message
 * of an invoice, so it is deleted, or answered when it is too old for that. Both may be repeated.
 * Nothing is lost with a message that cannot be reached, since a pre-checkout declines anyway.
 */
@ApplicationScoped
class RetractInvoiceMessage implements OutboxHandler {

  private static final int BAD_REQUEST = 400;
  private static final String GONE_ALREADY = "message to delete not found";

  @RegisterForReflection
  record Body(@JsonProperty("chatId") long chatId, @JsonProperty("messageId") long messageId) {}

  /** What is known of the message before Telegram is called. */
  private record Case(
      Place place,
      Invoice invoice,
      Optional<Standing> standing,
      BotCredentials bot,
      Locale language) {}

  private final InvoiceRepository invoices;
  private final InvoiceMessages sent;
  private final Timeline timeline;
  private final ChatLanguages languages;
  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;

  RetractInvoiceMessage(
      InvoiceRepository invoices,
      InvoiceMessages sent,
      Timeline timeline,
      ChatLanguages languages,
      BotCalls calls,
      TelegramBot telegram,
      SendingOutcome outcomes) {
    this.invoices = invoices;
    this.sent = sent;
    this.timeline = timeline;
    this.languages = languages;
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(InvoiceMessages.RETRACT);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Urgency urgency(String kind) {
    return Urgency.LATER;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    return load(message).chain(this::act);
  }

  private Uni<Case> load(OutboxMessage message) {
    Place place = place(message);
    return calls
        .bot(message.botId())
        .map(calls::credentials)
        .chain(bot -> Panache.withSession(() -> load(place, message.botId(), bot)));
  }

  private Uni<Case> load(Place place, UUID botId, BotCredentials bot) {
    return invoices
        .findById(place.invoiceId())
        .chain(
            invoice ->
                sent.standing(place)
                    .chain(
                        standing ->
                            languages
                                .of(botId, place.chatId())
                                .map(words -> new Case(place, invoice, standing, bot, words))));
  }

  private Uni<OutboxOutcome> act(Case found) {
    return switch (found.standing().orElse(Standing.STAYS)) {
      case STAYS -> Uni.createFrom().item(OutboxOutcome.done());
      case DELETABLE -> delete(found);
      case OLD -> reply(found);
    };
  }

  private Uni<OutboxOutcome> delete(Case found) {
    return telegram
        .deleteMessage(
            found.bot(), new DeleteMessage(found.place().chatId(), found.place().messageId()))
        .map(deleted -> ended(found, EventType.INVOICE_MESSAGE_DELETED, Map.of()))
        .onFailure(BotApiFailure.class)
        .recoverWithUni(failure -> notDeleted(found, (BotApiFailure) failure));
  }

  /** Whatever keeps Telegram from deleting it, a message that is there can be answered. */
  private Uni<OutboxOutcome> notDeleted(Case found, BotApiFailure failure) {
    if (!isRefusal(failure)) {
      return Uni.createFrom().item(later(failure));
    }
    if (failure.getMessage().contains(GONE_ALREADY)) {
      return Uni.createFrom().item(ended(found, EventType.INVOICE_MESSAGE_DELETED, Map.of()));
    }
    return ((BotApiFailure.Refused) failure).code() == BAD_REQUEST
        ? reply(found)
        : Uni.createFrom().item(unreachable(found, failure));
  }

  private Uni<OutboxOutcome> reply(Case found) {
    Phrase.Sentence why =
        found.invoice().status() == InvoiceStatus.CANCELED
            ? Phrase.INVOICE_CANCELED
            : Phrase.INVOICE_EXPIRED;
    return telegram
        .sendMessage(
            found.bot(),
            new SendMessage(
                found.place().chatId(),
                Phrases.say(why, found.language()),
                new ReplyParameters(found.place().messageId(), true)))
        .map(answer -> ended(found, EventType.INVOICE_MESSAGE_ANSWERED, Map.of()))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(
            failure ->
                isRefusal((BotApiFailure) failure)
                    ? unreachable(found, (BotApiFailure) failure)
                    : later((BotApiFailure) failure));
  }

  private static boolean isRefusal(BotApiFailure failure) {
    return failure instanceof BotApiFailure.Refused
        && !((BotApiFailure.Refused) failure).tokenIsVoid();
  }

  private OutboxOutcome later(BotApiFailure failure) {
    return outcomes.of(failure, repeatable(), chatId -> "{}");
  }

  /** The bot was blocked, or the group is gone: nobody has to act. */
  private OutboxOutcome unreachable(Case found, BotApiFailure failure) {
    return ended(found, EventType.INVOICE_MESSAGE_LEFT, Map.of("reason", failure.getMessage()));
  }

  private OutboxOutcome ended(Case found, EventType type, Map<String, String> more) {
    return OutboxOutcome.done(
        () -> sent.forget(found.place()).chain(() -> note(found, type, more)));
  }

  private Uni<Void> note(Case found, EventType type, Map<String, String> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("chatId", found.place().chatId());
    data.put("messageId", found.place().messageId());
    data.putAll(more);
    return timeline.add(found.invoice().merchantId(), found.invoice().id(), type, data);
  }

  private static Place place(OutboxMessage message) {
    try {
      Body body = TelegramJson.read(message.body(), Body.class);
      return new Place(message.invoiceId(), body.chatId(), body.messageId());
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged place", damaged);
    }
  }
}
