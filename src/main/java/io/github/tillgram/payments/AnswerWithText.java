package io.github.tillgram.payments;

import io.github.tillgram.chat.Conversation;
import io.github.tillgram.chat.TextName;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Answers a command with the text that its merchant, or we, have for it. */
final class AnswerWithText implements UpdateHandler {

  private final TextName name;
  private final Commands commands;
  private final Conversation conversation;

  private AnswerWithText(TextName name, Commands commands, Conversation conversation) {
    this.name = name;
    this.commands = commands;
    this.conversation = conversation;
  }

  @Override
  public Route route() {
    return Commands.route(name.command());
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    return commands.once(update, speaker -> conversation.answer(speaker, name));
  }

  /** One handler for each command that is answered like that. */
  @ApplicationScoped
  static class Handlers {

    private final Commands commands;
    private final Conversation conversation;

    Handlers(Commands commands, Conversation conversation) {
      this.commands = commands;
      this.conversation = conversation;
    }

    @Produces
    @Singleton
    UpdateHandler help() {
      return new AnswerWithText(TextName.HELP, commands, conversation);
    }

    @Produces
    @Singleton
    UpdateHandler terms() {
      return new AnswerWithText(TextName.TERMS, commands, conversation);
    }

    @Produces
    @Singleton
    UpdateHandler support() {
      return new AnswerWithText(TextName.SUPPORT, commands, conversation);
    }

    @Produces
    @Singleton
    UpdateHandler paysupport() {
      return new AnswerWithText(TextName.PAYSUPPORT, commands, conversation);
    }
  }
}
