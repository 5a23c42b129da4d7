package io.github.tillgram.payments.paidmedia;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.chat.SendingOutcome;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.telegram.api.InputPaidMedia;
import io.github.tillgram.telegram.api.SendPaidMedia;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts paid media into a chat. {@code sendPaidMedia} has no idempotency key, so an attempt that
 * nobody knows the end of is never repeated: it would be sold twice.
 */
@ApplicationScoped
class SendPaidMediaMessage implements OutboxHandler {

  static final String KIND = "paid-media.send";

  @RegisterForReflection
  record Body(
      @JsonProperty(value = "chatId", required = true) long chatId,
      @JsonProperty(value = "paidMediaId", required = true) UUID paidMediaId) {}

  private record Offer(PaidMedia paidMedia, Bot bot) {}

  private final PaidMediaRepository repository;
  private final BotCalls calls;
  private final TelegramBot telegram;
  private final SendingOutcome outcomes;

  SendPaidMediaMessage(
      PaidMediaRepository repository,
      BotCalls calls,
      TelegramBot telegram,
      SendingOutcome outcomes) {
    this.repository = repository;
    this.calls = calls;
    this.telegram = telegram;
    this.outcomes = outcomes;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KIND);
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    Body body = body(message);
    return load(message, body)
        .map(offer -> (Supplier<Uni<OutboxOutcome>>) () -> send(offer, body))
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> SendPaidMediaMessage::notYet)
        .chain(Supplier::get);
  }

  private Uni<Offer> load(OutboxMessage message, Body body) {
    return Panache.withSession(() -> repository.findById(body.paidMediaId()))
        .chain(found -> calls.bot(message.botId()).map(bot -> new Offer(found, bot)));
  }

  /** Telegram has not been called yet, so this may be tried again. */
  private static Uni<OutboxOutcome> notYet() {
    return Uni.createFrom().item(OutboxOutcome.retry("the database is away"));
  }

  private Uni<OutboxOutcome> send(Offer offer, Body body) {
    return telegram
        .sendPaidMedia(calls.credentials(offer.bot()), call(offer.paidMedia(), body.chatId()))
        .map(
            sent ->
                OutboxOutcome.done(
                    () -> change(body, media -> media.sent(sent.chat().id(), sent.messageId()))))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(
            failure ->
                outcomes.of(
                    (BotApiFailure) failure,
                    repeatable(),
                    chatId -> TelegramJson.write(new Body(chatId, body.paidMediaId()))));
  }

  private static SendPaidMedia call(PaidMedia paidMedia, long chatId) {
    return new SendPaidMedia(
        chatId,
        paidMedia.starCount(),
        paidMedia.media().stream()
            .map(item -> new InputPaidMedia(item.type(), item.media()))
            .toList(),
        paidMedia.payload(),
        paidMedia.caption().orElse(null));
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return change(body(message), media -> media.failed(reason));
  }

  @Override
  public Uni<Void> outcomeUnknown(OutboxMessage message, String reason) {
    return change(body(message), media -> media.lostSightOf(reason));
  }

  private Uni<Void> change(Body body, Consumer<PaidMedia> change) {
    return repository.findById(body.paidMediaId()).invoke(change).replaceWithVoid();
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged id", damaged);
    }
  }
}
