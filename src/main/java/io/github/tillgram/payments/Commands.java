package io.github.tillgram.payments;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateJournal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** What the answers to all commands have in common: each is given once, after it is committed. */
@ApplicationScoped
class Commands {

  private final UpdateJournal journal;
  private final Conversation conversation;

  Commands(UpdateJournal journal, Conversation conversation) {
    this.journal = journal;
    this.conversation = conversation;
  }

  static Route route(String command) {
    return new Route(BotRole.MERCHANT, UpdateKind.MESSAGE, Selector.command(command));
  }

  Uni<Optional<WebhookReply>> once(IncomingUpdate update, Function<Speaker, Uni<Void>> answer) {
    Speaker speaker = speaker(update);
    return Panache.withTransaction(
            () ->
                journal
                    .firstSeen(update)
                    .chain(first -> first ? answer(speaker, answer) : Uni.createFrom().voidItem()))
        .replaceWith(Optional.empty());
  }

  private Uni<Void> answer(Speaker speaker, Function<Speaker, Uni<Void>> answer) {
    return conversation.heard(speaker).chain(() -> answer.apply(speaker));
  }

  private static Speaker speaker(IncomingUpdate update) {
    Message message = update.as(Message.class);
    return Speaker.of(update.bot().id(), message.chat(), message.from());
  }
}
