package io.github.tillgram.apay.onboarding;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hears whatever is written to a provider bot. What looks like keys is deleted, whoever wrote it,
 * wherever and whenever; what comes while keys are asked for is deleted in any case.
 */
@ApplicationScoped
class CollectProjectCredentials implements UpdateHandler {

  /** What somebody may send in the place of a text; other messages are Telegram's own. */
  private static final List<String> NO_TEXTS =
      List.of(
          "photo",
          "document",
          "video",
          "animation",
          "audio",
          "voice",
          "video_note",
          "sticker",
          "story",
          "contact",
          "location",
          "poll");

  private final Exchanges exchanges;
  private final TakeCredentials credentials;
  private final PostbackAddress postbacks;
  private final Conversation chat;

  CollectProjectCredentials(
      Exchanges exchanges,
      TakeCredentials credentials,
      PostbackAddress postbacks,
      Conversation chat) {
    this.exchanges = exchanges;
    this.credentials = credentials;
    this.postbacks = postbacks;
    this.chat = chat;
  }

  @Override
  public Route route() {
    return new Route(BotRole.PROVIDER, UpdateKind.MESSAGE, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    Said said = Said.in(update);
    return said.isNothing()
        ? Uni.createFrom().item(Optional.empty())
        : exchanges.once(update, said.speaker(), () -> hear(said)).replaceWith(Optional.empty());
  }

  /**
   * What was said, and by whom.
   *
   * @param command whether it is a command
   * @param noText whether it is something else than a text
   */
  private record Said(Speaker speaker, Message message, boolean command, boolean noText) {

    static Said in(IncomingUpdate update) {
      Message message = update.as(Message.class);
      return new Said(
          Speaker.of(update.bot().id(), message.chat(), message.from()),
          message,
          update.command().isPresent(),
          NO_TEXTS.stream().anyMatch(update.content()::hasNonNull));
    }

    boolean isNothing() {
      return message.text() == null && !noText;
    }

    boolean looksLikeKeys() {
      return CredentialScan.suspects(message.text()) || CredentialScan.suspects(message.caption());
    }

    long number() {
      return Objects.requireNonNullElse(message.messageId(), 0L);
    }
  }

  private Uni<Void> hear(Said said) {
    return said.speaker().inPrivate()
        ? exchanges
            .current(said.speaker())
            .chain(
                held ->
                    held.map(conversation -> hear(said, conversation))
                        .orElseGet(() -> hearStranger(said)))
        : hearGroup(said);
  }

  private Uni<Void> hearGroup(Said said) {
    return said.looksLikeKeys()
        ? delete(said).chain(() -> chat.answer(said.speaker(), Phrase.CONNECT_NOT_IN_GROUPS))
        : Exchanges.nothing();
  }

  private Uni<Void> hearStranger(Said said) {
    return deleteKeys(said).chain(() -> ask(said, Phrase.CONNECT_WHERE));
  }

  private Uni<Void> hear(Said said, ConnectConversation conversation) {
    return switch (conversation.state()) {
      case CHOOSING -> deleteKeys(said).chain(() -> ask(said, Phrase.CONNECT_CHOOSE));
      case COLLECTING, CONFIRMING -> collect(said, conversation);
      case SAVED -> hearMore(said, conversation);
      case ISSUED, ENDED ->
          deleteKeys(said).chain(() -> chat.answer(said.speaker(), Phrase.CONNECT_CODE_EXPIRED));
    };
  }

  /** A picture may show keys, too. */
  private Uni<Void> collect(Said said, ConnectConversation conversation) {
    if (said.noText()) {
      return delete(said).chain(() -> chat.answer(said.speaker(), Phrase.CONNECT_TEXT_ONLY));
    }
    return said.command() && !said.looksLikeKeys()
        ? askForLines(said)
        : delete(said).chain(() -> take(said, conversation));
  }

  private Uni<Void> hearMore(Said said, ConnectConversation conversation) {
    if (!said.looksLikeKeys()) {
      return chat.answer(said.speaker(), Phrase.CONNECT_SAVED_BEFORE);
    }
    return delete(said)
        .chain(
            () ->
                said.noText()
                    ? chat.answer(said.speaker(), Phrase.CONNECT_TEXT_ONLY)
                    : take(said, conversation));
  }

  private Uni<Void> take(Said said, ConnectConversation conversation) {
    return credentials.take(conversation, said.speaker(), said.message().text(), said.number());
  }

  private Uni<Void> deleteKeys(Said said) {
    return said.looksLikeKeys() ? delete(said) : Exchanges.nothing();
  }

  private Uni<Void> delete(Said said) {
    return exchanges.delete(said.speaker(), said.message());
  }

  private Uni<Void> ask(Said said, Phrase.Sentence phrase) {
    return chat.answer(
        said.speaker(), Phrases.say(phrase, said.speaker().locale()), Words.liveOrTest());
  }

  private Uni<Void> askForLines(Said said) {
    return chat.answer(
        said.speaker(),
        Phrases.say(Phrase.CONNECT_LIVE, said.speaker().locale(), postbacks.ofAll()));
  }
}
