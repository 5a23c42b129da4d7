package io.github.tillgram.payments;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.Speaker;
import io.github.tillgram.chat.TextName;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.Command;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Greets. Whoever comes by the link of an invoice is led to that; what else a link may carry is the
 * merchant's own affair, and in a group nobody is handed an invoice.
 */
@ApplicationScoped
class AnswerStart implements UpdateHandler {

  private final Commands commands;
  private final Conversation conversation;
  private final OfferInvoice offers;

  AnswerStart(Commands commands, Conversation conversation, OfferInvoice offers) {
    this.commands = commands;
    this.conversation = conversation;
    this.offers = offers;
  }

  @Override
  public Route route() {
    return Commands.route(TextName.START.command());
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    Optional<String> link =
        update.command().flatMap(Command::argument).filter(StartParameter::isOurs);
    return commands.once(update, speaker -> answer(speaker, link));
  }

  private Uni<Void> answer(Speaker speaker, Optional<String> link) {
    return link.isPresent() && speaker.inPrivate()
        ? offers.to(speaker, StartParameter.invoice(link.get()))
        : conversation.answer(speaker, TextName.START);
  }
}
