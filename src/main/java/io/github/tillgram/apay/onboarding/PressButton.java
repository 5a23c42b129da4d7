package io.github.tillgram.apay.onboarding;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.AnswerCallbackQuery;
import io.github.tillgram.telegram.api.CallbackQuery;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Somebody presses one of the buttons of a provider bot: Live, Test, Replace or Keep. */
@ApplicationScoped
class PressButton implements UpdateHandler {

  private final Exchanges exchanges;
  private final TakeCredentials credentials;
  private final BotRepository bots;
  private final PostbackAddress postbacks;
  private final Conversation chat;

  PressButton(
      Exchanges exchanges,
      TakeCredentials credentials,
      BotRepository bots,
      PostbackAddress postbacks,
      Conversation chat) {
    this.exchanges = exchanges;
    this.credentials = credentials;
    this.bots = bots;
    this.postbacks = postbacks;
    this.chat = chat;
  }

  @Override
  public Route route() {
    return new Route(BotRole.PROVIDER, UpdateKind.CALLBACK_QUERY, Selector.ANY);
  }

  /** Whatever comes of it, the button need not wait. */
  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    CallbackQuery query = update.as(CallbackQuery.class);
    Optional<WebhookReply> silence = Optional.of(AnswerCallbackQuery.silent(query.id()));
    if (query.message() == null) {
      return Uni.createFrom().item(silence);
    }
    Speaker speaker = Speaker.of(update.bot().id(), query.message().chat(), query.from());
    String data = Objects.requireNonNullElse(query.data(), "");
    return speaker.inPrivate()
        ? exchanges.once(update, speaker, () -> press(speaker, data)).replaceWith(silence)
        : Uni.createFrom().item(silence);
  }

  private Uni<Void> press(Speaker speaker, String data) {
    if (data.equals(Words.LIVE)) {
      return held(speaker, this::collect);
    }
    if (data.equals(Words.TEST)) {
      return test(speaker);
    }
    return number(data, Words.REPLACE)
        .map(
            message ->
                held(speaker, (found, person) -> credentials.confirm(found, person, message)))
        .or(
            () ->
                number(data, Words.KEEP)
                    .map(
                        message ->
                            held(
                                speaker,
                                (found, person) -> credentials.keep(found, person, message))))
        .orElseGet(Exchanges::nothing);
  }

  private Uni<Void> held(Speaker speaker, BiFunction<ConnectConversation, Speaker, Uni<Void>> act) {
    return exchanges
        .current(speaker)
        .chain(
            found ->
                found
                    .map(conversation -> act(conversation, speaker, act))
                    .orElseGet(() -> chat.answer(speaker, Phrase.CONNECT_WHERE)));
  }

  private Uni<Void> act(
      ConnectConversation conversation,
      Speaker speaker,
      BiFunction<ConnectConversation, Speaker, Uni<Void>> act) {
    return conversation.isEnded()
        ? chat.answer(speaker, Phrase.CONNECT_CODE_EXPIRED)
        : act.apply(conversation, speaker);
  }

  private Uni<Void> collect(ConnectConversation conversation, Speaker speaker) {
    return isForRealMoney(conversation)
        .chain(
            real -> {
              if (!real) {
                return chat.answer(speaker, Phrase.CONNECT_OTHER_MODE);
              }
              conversation.collect();
              return chat.answer(
                  speaker, Phrases.say(Phrase.CONNECT_LIVE, speaker.locale(), postbacks.ofAll()));
            });
  }

  private Uni<Boolean> isForRealMoney(ConnectConversation conversation) {
    return conversation
        .botId()
        .map(id -> bots.findById(id).map(bot -> bot.mode() == BotMode.LIVE))
        .orElseGet(() -> Uni.createFrom().item(true));
  }

  /** Nothing is stored of Test; keys that come all the same are not taken. */
  private Uni<Void> test(Speaker speaker) {
    return exchanges
        .current(speaker)
        .invoke(held -> held.ifPresent(ConnectConversation::choose))
        .chain(() -> chat.answer(speaker, Phrase.CONNECT_TEST));
  }

  private static Optional<Long> number(String data, String before) {
    try {
      return data.startsWith(before)
          ? Optional.of(Long.valueOf(data.substring(before.length())))
          : Optional.empty();
    } catch (NumberFormatException madeUp) {
      return Optional.empty();
    }
  }
}
