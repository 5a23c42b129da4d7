package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.notification.outbox.Outbox;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.BotCredentials;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * Tells Telegram where a bot's updates go. Every call states the whole configuration, because what
 * {@code setWebhook} is not told it resets. Repeating it is harmless, so a crash between the bot's
 * row and the call is mended by the outbox.
 */
@ApplicationScoped
public class RegisterWebhook implements OutboxHandler {

  static final String KIND = "webhook.register";

  /** What the loser hears when two register at a time. */
  private static final int CONFLICT = 409;

  /** What an outbox row says: to register unless that is done, or whatever the bot's row says. */
  private static final String UNLESS_DONE = "{}";

  private static final String AGAIN = "{\"again\":true}";

  private static final Duration CALLER_FIRST = Duration.ofSeconds(30);

  private final BotRepository bots;
  private final TelegramBot telegram;
  private final UpdateDispatcher dispatcher;
  private final Encryption encryption;
  private final WebhookConfig config;
  private final Outbox outbox;

  RegisterWebhook(
      BotRepository bots,
      TelegramBot telegram,
      UpdateDispatcher dispatcher,
      Encryption encryption,
      WebhookConfig config,
      Outbox outbox) {
    this.bots = bots;
    this.telegram = telegram;
    this.dispatcher = dispatcher;
    this.encryption = encryption;
    this.config = config;
    this.outbox = outbox;
  }

  /** Where Telegram delivers this bot's updates; empty where we ask for them. */
  public String urlOf(Bot bot) {
    if (config.polls()) {
      return "";
    }
    String root = config.publicUrl().orElseThrow();
    return root.replaceFirst("/+$", "") + "/telegram/webhook/" + bot.botKey();
  }

  /** What Telegram should have been told. */
  public SetWebhook configurationOf(Bot bot) {
    return new SetWebhook(
        urlOf(bot),
        bot.webhookSecret(encryption).reveal(),
        dispatcher.allowedUpdates(bot.role()),
        config.webhook().maxConnections());
  }

  /**
   * Registers the webhook now; the bot's row says afterwards whether that worked. Where updates are
   * polled there is none.
   */
  Uni<Void> now(Bot bot) {
    return config.polls()
        ? Uni.createFrom().voidItem()
        : telegram
            .setWebhook(credentials(bot), configurationOf(bot))
            .chain(ok -> Panache.withTransaction(() -> note(bot)));
  }

  /**
   * If the bot got another token or secret while Telegram was called, nobody knows which call came
   * last there: it is made once more.
   */
  private Uni<Void> note(Bot bot) {
    return bots.markRegistered(bot)
        .chain(
            marked ->
                marked == 1
                    ? Uni.createFrom().voidItem()
                    : bots.markUnregistered(bot.id()).chain(() -> later(bot, AGAIN)));
  }

  /** Has the webhook registered soon whatever the bot's row says, in the caller's transaction. */
  Uni<Void> again(UUID botId) {
    return outbox.append(KIND, botId, null, AGAIN);
  }

  /** Whether the outbox is about to register the webhook anyway. */
  Uni<Boolean> isWaiting(Bot bot) {
    return outbox.holds(KIND, bot.id());
  }

  /**
   * Has the webhook registered, in the caller's transaction, should the caller not manage to do so
   * at once. Two calls at a time would end each other (409), so the row lets the caller go first.
   */
  Uni<Void> otherwise(Bot bot) {
    return later(bot, UNLESS_DONE);
  }

  private Uni<Void> later(Bot bot, String body) {
    return outbox.appendForLater(KIND, bot.id(), body, CALLER_FIRST);
  }

  BotCredentials credentials(Bot bot) {
    return new BotCredentials(bot.token(encryption), bot.environment() == BotEnvironment.TEST);
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
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    return find(message.botId())
        .chain(bot -> isDone(bot, message) ? Uni.createFrom().voidItem() : now(bot))
        .replaceWith(OutboxOutcome::done)
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> ended(failure));
  }

  private static boolean isDone(Bot bot, OutboxMessage message) {
    return bot.webhookRegistered() && !message.body().equals(AGAIN);
  }

  private Uni<Bot> find(UUID id) {
    return Panache.withSession(() -> bots.findById(id));
  }

  private static OutboxOutcome ended(BotApiFailure failure) {
    if (failure instanceof BotApiFailure.RateLimited) {
      return OutboxOutcome.retryAfter(
          failure.getMessage(), ((BotApiFailure.RateLimited) failure).retryAfter());
    }
    return isFinal(failure)
        ? new OutboxOutcome.GiveUp(failure.getMessage())
        : OutboxOutcome.retry(failure.getMessage());
  }

  /** A revoked token will be replaced by its merchant, and another call's conflict passes. */
  private static boolean isFinal(BotApiFailure failure) {
    if (!(failure instanceof BotApiFailure.Refused)) {
      return false;
    }
    BotApiFailure.Refused refused = (BotApiFailure.Refused) failure;
    return !refused.tokenIsVoid() && refused.code() != CONFLICT;
  }
}
