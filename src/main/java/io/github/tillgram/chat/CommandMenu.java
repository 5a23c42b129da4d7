package io.github.tillgram.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.notification.outbox.Outbox;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.BotCommand;
import io.github.tillgram.telegram.api.SetMyCommands;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tells Telegram which commands a bot has, in every language. A round looks for bots whose menu is
 * older than this version: those just connected, those with a new token, and all of them after an
 * upgrade that changed the menu. What is to be told stands in the outbox row, so that a replica of
 * the release before tells it, too.
 */
@ApplicationScoped
class CommandMenu implements OutboxHandler {

  static final String KIND = "chat.commands";

  /** To be raised with every change of the menu. */
  static final int VERSION = 1;

  /** Each bot costs some calls, and after an upgrade all of them wait. */
  private static final int BOTS_PER_ROUND = 50;

  @RegisterForReflection
  record Body(List<SetMyCommands> menus) {}

  private final BotRepository bots;
  private final Outbox outbox;
  private final BotCalls calls;
  private final TelegramBot telegram;

  CommandMenu(BotRepository bots, Outbox outbox, BotCalls calls, TelegramBot telegram) {
    this.bots = bots;
    this.outbox = outbox;
    this.calls = calls;
    this.telegram = telegram;
  }

  /** English is for everybody without a menu in his language. */
  static List<SetMyCommands> menus() {
    return Phrases.languages().stream()
        .map(
            language ->
                new SetMyCommands(
                    commands(language),
                    language.equals(Locale.ENGLISH) ? null : language.getLanguage()))
        .toList();
  }

  private static List<BotCommand> commands(Locale language) {
    return Stream.of(TextName.values())
        .map(name -> new BotCommand(name.command(), name.description(language)))
        .toList();
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> round() {
    return Housekeeping.round(
        "menus of commands are told",
        () ->
            Panache.withTransaction(
                () -> bots.takeForMenu(VERSION, BOTS_PER_ROUND).chain(this::append)));
  }

  private Uni<Void> append(List<UUID> taken) {
    String body = TelegramJson.write(new Body(menus()));
    return Multi.createFrom()
        .iterable(taken)
        .onItem()
        .transformToUniAndConcatenate(bot -> outbox.append(KIND, bot, null, body))
        .collect()
        .last()
        .replaceWithVoid();
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KIND);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Urgency urgency(String kind) {
    return Urgency.LATER;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    return calls
        .bot(message.botId())
        .map(calls::credentials)
        .chain(
            credentials ->
                Multi.createFrom()
                    .iterable(body(message).menus())
                    .onItem()
                    .transformToUniAndConcatenate(menu -> telegram.setMyCommands(credentials, menu))
                    .collect()
                    .last())
        .replaceWith(OutboxOutcome::done)
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> ended((BotApiFailure) failure));
  }

  /** Nobody who pays waits for a menu, so a refusal for speaking too much is a wait of its own. */
  private static OutboxOutcome ended(BotApiFailure failure) {
    if (failure instanceof BotApiFailure.RateLimited) {
      return OutboxOutcome.retryAfter(
          failure.getMessage(), ((BotApiFailure.RateLimited) failure).retryAfter());
    }
    boolean isFinal =
        failure instanceof BotApiFailure.Refused
            && !((BotApiFailure.Refused) failure).tokenIsVoid();
    return isFinal
        ? new OutboxOutcome.GiveUp(failure.getMessage())
        : OutboxOutcome.retry(failure.getMessage());
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged menu", damaged);
    }
  }
}
