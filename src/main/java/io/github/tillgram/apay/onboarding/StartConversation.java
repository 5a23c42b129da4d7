package io.github.tillgram.apay.onboarding;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.Command;
import io.github.tillgram.webhook.ConnectedBot;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Somebody presses Start, perhaps behind a link with a code. The conversation is his from then on;
 * a code that is shown to a group is nobody's any more.
 */
@ApplicationScoped
class StartConversation implements UpdateHandler {

  private final Exchanges exchanges;
  private final ConnectLinks links;
  private final ConnectConversationRepository conversations;
  private final Conversation chat;
  private final Clock clock;

  StartConversation(
      Exchanges exchanges,
      ConnectLinks links,
      ConnectConversationRepository conversations,
      Conversation chat,
      Clock clock) {
    this.exchanges = exchanges;
    this.links = links;
    this.conversations = conversations;
    this.chat = chat;
    this.clock = clock;
  }

  @Override
  public Route route() {
    return new Route(BotRole.PROVIDER, UpdateKind.MESSAGE, Selector.command("start"));
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    Message message = update.as(Message.class);
    Speaker speaker = Speaker.of(update.bot().id(), message.chat(), message.from());
    Optional<String> code = update.command().flatMap(Command::argument);
    return exchanges
        .once(update, speaker, () -> start(update.bot(), message, speaker, code))
        .replaceWith(Optional.empty());
  }

  private Uni<Void> start(
      ConnectedBot provider, Message message, Speaker speaker, Optional<String> code) {
    if (!speaker.inPrivate()) {
      return refuseGroup(provider, message, speaker, code);
    }
    return code.map(
            text ->
                find(provider, text)
                    .chain(
                        found ->
                            found.isPresent()
                                ? open(found.get(), speaker)
                                : unknown(message, speaker, text)))
        .orElseGet(() -> greet(speaker));
  }

  /** Of a merchant whom this bot does not serve there is no code. */
  private Uni<Optional<ConnectConversation>> find(ConnectedBot provider, String code) {
    return links.find(code).map(found -> found.filter(one -> serves(provider, one)));
  }

  private static boolean serves(ConnectedBot provider, ConnectConversation conversation) {
    return provider.merchantId().equals(conversation.merchantId())
        || provider.merchantId().equals(Merchants.OPERATOR);
  }

  private Uni<Void> refuseGroup(
      ConnectedBot provider, Message message, Speaker speaker, Optional<String> code) {
    return code.map(
            text ->
                find(provider, text)
                    .invoke(found -> found.ifPresent(ConnectConversation::end))
                    .chain(() -> exchanges.delete(speaker, message)))
        .orElseGet(Exchanges::nothing)
        .chain(() -> chat.answer(speaker, Phrase.CONNECT_NOT_IN_GROUPS));
  }

  private Uni<Void> unknown(Message message, Speaker speaker, String text) {
    return (CredentialScan.suspects(text)
            ? exchanges.delete(speaker, message)
            : Exchanges.nothing())
        .chain(() -> chat.answer(speaker, Phrase.CONNECT_CODE_UNKNOWN));
  }

  private Uni<Void> greet(Speaker speaker) {
    return exchanges
        .current(speaker)
        .invoke(held -> held.ifPresent(ConnectConversation::choose))
        .chain(
            held ->
                ask(
                    speaker,
                    held.filter(one -> !one.isEnded()).isPresent()
                        ? Phrase.CONNECT_CHOOSE
                        : Phrase.CONNECT_WHERE));
  }

  private Uni<Void> open(ConnectConversation conversation, Speaker speaker) {
    if (conversation.hasExpired(clock.instant())) {
      return chat.answer(speaker, Phrase.CONNECT_CODE_EXPIRED);
    }
    return switch (conversation.state()) {
      case ISSUED -> bind(conversation, speaker);
      case SAVED, ENDED -> chat.answer(speaker, Phrase.CONNECT_CODE_USED);
      case CHOOSING, COLLECTING, CONFIRMING -> goOn(conversation, speaker);
    };
  }

  /** Whoever begins anew is done with what he began before. */
  private Uni<Void> bind(ConnectConversation conversation, Speaker speaker) {
    return exchanges
        .current(speaker)
        .invoke(before -> before.ifPresent(ConnectConversation::end))
        .chain(() -> conversations.flush())
        .invoke(() -> conversation.open(speaker.botId(), speaker.chatId()))
        .chain(() -> ask(speaker, Phrase.CONNECT_CHOOSE));
  }

  private Uni<Void> goOn(ConnectConversation conversation, Speaker speaker) {
    if (!conversation.isHeldBy(speaker.botId(), speaker.chatId())) {
      return chat.answer(speaker, Phrase.CONNECT_CODE_TAKEN);
    }
    conversation.choose();
    return ask(speaker, Phrase.CONNECT_CHOOSE);
  }

  private Uni<Void> ask(Speaker speaker, Phrase.Sentence phrase) {
    return chat.answer(speaker, Phrases.say(phrase, speaker.locale()), Words.liveOrTest());
  }
}
