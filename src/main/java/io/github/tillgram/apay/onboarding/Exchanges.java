package io.github.tillgram.apay.onboarding;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.UpdateJournal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all exchanges of a provider bot with a person have in common: each is answered once, after
 * it is committed, and what should not stand in a chat is taken out of it.
 */
@ApplicationScoped
class Exchanges {

  private final UpdateJournal journal;
  private final Conversation chat;
  private final ConnectConversationRepository conversations;
  private final Clock clock;

  Exchanges(
      UpdateJournal journal,
      Conversation chat,
      ConnectConversationRepository conversations,
      Clock clock) {
    this.journal = journal;
    this.chat = chat;
    this.conversations = conversations;
    this.clock = clock;
  }

  /** Answers in a transaction, unless this update was answered before. */
  Uni<Void> once(IncomingUpdate update, Speaker speaker, Supplier<Uni<Void>> answer) {
    return Panache.withTransaction(
        () ->
            journal
                .firstSeen(update)
                .chain(first -> first ? chat.heard(speaker).chain(answer::get) : nothing()));
  }

  /**
   * The conversation that this person has with this bot, locked; one that has expired ends here.
   */
  Uni<Optional<ConnectConversation>> current(Speaker speaker) {
    return conversations
        .heldBy(speaker.botId(), speaker.chatId())
        .invoke(held -> held.ifPresent(this::endExpired));
  }

  private void endExpired(ConnectConversation conversation) {
    if (conversation.hasExpired(clock.instant())) {
      conversation.end();
    }
  }

  /** Takes a message out of the chat, or says that Telegram does not allow it. */
  Uni<Void> delete(Speaker speaker, Message message) {
    return canBeNamed(message)
        ? chat.delete(speaker, message.messageId(), Phrase.CONNECT_NOT_DELETED)
        : chat.answer(speaker, Phrase.CONNECT_NOT_DELETED);
  }

  /** Ephemeral messages have no id. */
  private static boolean canBeNamed(Message message) {
    return message.messageId() != null && message.messageId() != 0;
  }

  static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
