package io.github.tillgram.apay.onboarding;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Phrase;
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
import java.util.Optional;

/** Whoever writes keys into an older message has them deleted; what he edits is not read. */
@ApplicationScoped
class DeleteEditedCredentials implements UpdateHandler {

  private final Exchanges exchanges;
  private final Conversation chat;

  DeleteEditedCredentials(Exchanges exchanges, Conversation chat) {
    this.exchanges = exchanges;
    this.chat = chat;
  }

  @Override
  public Route route() {
    return new Route(BotRole.PROVIDER, UpdateKind.EDITED_MESSAGE, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    Message message = update.as(Message.class);
    boolean keys =
        CredentialScan.suspects(message.text()) || CredentialScan.suspects(message.caption());
    Speaker speaker = Speaker.of(update.bot().id(), message.chat(), message.from());
    return keys
        ? exchanges
            .once(update, speaker, () -> delete(speaker, message))
            .replaceWith(Optional.empty())
        : Uni.createFrom().item(Optional.empty());
  }

  private Uni<Void> delete(Speaker speaker, Message message) {
    return exchanges
        .delete(speaker, message)
        .chain(
            () ->
                chat.answer(
                    speaker,
                    speaker.inPrivate() ? Phrase.CONNECT_EDITED : Phrase.CONNECT_NOT_IN_GROUPS));
  }
}
