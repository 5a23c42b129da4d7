package io.github.tillgram.chat;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Answers people who speak to a bot, in their language and in the caller's transaction. */
@ApplicationScoped
public class Conversation {

  private final Messages messages;
  private final BotTexts texts;
  private final ChatLanguages languages;
  private final MeterRegistry meters;

  Conversation(Messages messages, BotTexts texts, ChatLanguages languages, MeterRegistry meters) {
    this.meters = meters;
    this.messages = messages;
    this.texts = texts;
    this.languages = languages;
  }

  /** Shown from the start, so that the first one is an increase. */
  void register(@Observes StartupEvent event) {
    unanswered();
  }

  /** Notes who speaks which language; a group has none of its own. */
  public Uni<Void> heard(Speaker speaker) {
    return speaker.inPrivate()
        ? languages.note(speaker.botId(), speaker.chatId(), speaker.locale())
        : Uni.createFrom().voidItem();
  }

  public Uni<Void> answer(Speaker speaker, TextName name) {
    return texts.text(speaker.botId(), name, speaker.locale()).chain(text -> answer(speaker, text));
  }

  public Uni<Void> answer(Speaker speaker, Phrase.Sentence phrase) {
    return answer(speaker, Phrases.say(phrase, speaker.locale()));
  }

  public Uni<Void> answer(Speaker speaker, String text) {
    return answer(speaker, text, List.of());
  }

  /** The same, with buttons beside each other below it. */
  public Uni<Void> answer(Speaker speaker, String text, List<Button> buttons) {
    return messages.answer(speaker.botId(), speaker.chatId(), text, buttons).chain(this::count);
  }

  /**
   * Deletes what somebody wrote here, so that nobody else reads it.
   *
   * @param otherwise what he is told if Telegram does not delete it
   */
  public Uni<Void> delete(Speaker speaker, long messageId, Phrase.Sentence otherwise) {
    return messages.delete(
        speaker.botId(), speaker.chatId(), messageId, Phrases.say(otherwise, speaker.locale()));
  }

  /**
   * Counts a command that is not answered.
   *
   * @param answered whether it is
   */
  public Uni<Void> count(boolean answered) {
    if (!answered) {
      unanswered().increment();
    }
    return Uni.createFrom().voidItem();
  }

  private Counter unanswered() {
    return Counter.builder(Meters.COMMANDS_UNANSWERED)
        .description("Commands that were not answered because too many answers wait in the chat")
        .register(meters);
  }
}
