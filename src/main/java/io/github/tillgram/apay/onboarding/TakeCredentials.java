package io.github.tillgram.apay.onboarding;

import io.github.tillgram.apay.onboarding.FiveLines.Reading;
import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.security.Encryption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Takes the five lines of whoever holds a conversation. Data that would replace other data is kept
 * encrypted until he says so, in the conversation and nowhere else.
 */
@ApplicationScoped
class TakeCredentials {

  private static final Duration TIME_TO_CONFIRM = Duration.ofMinutes(10);

  private final ConnectProject projects;
  private final PostbackAddress postbacks;
  private final Conversation chat;
  private final Encryption encryption;
  private final Clock clock;

  TakeCredentials(
      ConnectProject projects,
      PostbackAddress postbacks,
      Conversation chat,
      Encryption encryption,
      Clock clock) {
    this.projects = projects;
    this.postbacks = postbacks;
    this.chat = chat;
    this.encryption = encryption;
    this.clock = clock;
  }

  /**
   * @param message the number of the message with the text
   */
  Uni<Void> take(ConnectConversation conversation, Speaker speaker, String text, long message) {
    Reading reading = FiveLines.read(text);
    return reading instanceof Reading.Faulty
        ? refuse(conversation, speaker, (Reading.Faulty) reading)
        : take(conversation, speaker, ((Reading.Complete) reading).credentials(), message);
  }

  /** He wants what waits in the conversation in the place of what is there. */
  Uni<Void> confirm(ConnectConversation conversation, Speaker speaker, long message) {
    return conversation
        .pending(message, clock.instant(), encryption)
        .map(credentials -> save(conversation, speaker, request(conversation, credentials)))
        .orElseGet(() -> tooLate(conversation, speaker, message));
  }

  /** He wants what is there. */
  Uni<Void> keep(ConnectConversation conversation, Speaker speaker, long message) {
    if (!conversation.asksAbout(message)) {
      return tooLate(conversation, speaker, message);
    }
    conversation.saved();
    return chat.answer(speaker, Phrase.CONNECT_KEPT);
  }

  private Uni<Void> tooLate(ConnectConversation conversation, Speaker speaker, long message) {
    if (conversation.asksAbout(message)) {
      conversation.collect();
    }
    return chat.answer(speaker, Phrase.CONNECT_NOTHING_WAITS);
  }

  private Uni<Void> refuse(
      ConnectConversation conversation, Speaker speaker, Reading.Faulty faulty) {
    conversation.tryWrongly();
    return conversation.triesLeft() == 0
        ? chat.answer(speaker, Phrase.CONNECT_ENDED)
        : chat.answer(speaker, Words.faults(faulty, conversation.triesLeft(), speaker.locale()));
  }

  private Uni<Void> take(
      ConnectConversation conversation,
      Speaker speaker,
      ProjectCredentials credentials,
      long message) {
    ConnectProject.Request request = request(conversation, credentials);
    return projects
        .objection(request)
        .chain(
            why ->
                why.isPresent()
                    ? object(conversation, speaker, why.get())
                    : projects
                        .inPlaceOf(request)
                        .chain(
                            present ->
                                present.isPresent()
                                    ? ask(conversation, speaker, request, present.get(), message)
                                    : save(conversation, speaker, request)));
  }

  private Uni<Void> ask(
      ConnectConversation conversation,
      Speaker speaker,
      ConnectProject.Request request,
      ApayProject present,
      long message) {
    conversation.hold(
        request.credentials(), message, clock.instant().plus(TIME_TO_CONFIRM), encryption);
    return chat.answer(
        speaker,
        Phrases.say(Phrase.CONNECT_CONFIRM, speaker.locale(), present.remoteId()),
        Words.replaceOrKeep(message, speaker.locale()));
  }

  private Uni<Void> save(
      ConnectConversation conversation, Speaker speaker, ConnectProject.Request request) {
    return projects
        .connect(request)
        .chain(
            connection ->
                connection instanceof Connection.Refused
                    ? object(conversation, speaker, ((Connection.Refused) connection).why())
                    : saved(conversation, speaker, ((Connection.Connected) connection).project()));
  }

  private Uni<Void> saved(ConnectConversation conversation, Speaker speaker, ApayProject project) {
    conversation.saved();
    String address = postbacks.of(project).orElseGet(postbacks::ofAll);
    return chat.answer(speaker, Words.SAVED)
        .chain(
            () ->
                chat.answer(speaker, Phrases.say(Phrase.CONNECT_NEXT, speaker.locale(), address)));
  }

  private Uni<Void> object(ConnectConversation conversation, Speaker speaker, Connection.Why why) {
    conversation.collect();
    return chat.answer(speaker, phrase(why));
  }

  private static Phrase.Sentence phrase(Connection.Why why) {
    return switch (why) {
      case OTHER_MODE -> Phrase.CONNECT_OTHER_MODE;
      case OF_ANOTHER_BOT -> Phrase.CONNECT_OF_ANOTHER_BOT;
      case UNKNOWN_BOT, PROVIDER_BOT -> Phrase.CONNECT_CODE_UNKNOWN;
    };
  }

  private static ConnectProject.Request request(
      ConnectConversation conversation, ProjectCredentials credentials) {
    return new ConnectProject.Request(
        conversation.merchantId(),
        conversation.botId(),
        BotMode.LIVE,
        credentials,
        OptionalLong.empty(),
        conversation.holder());
  }
}
