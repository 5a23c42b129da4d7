package io.github.tillgram.webhook;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.merchant.NewBot;
import io.github.tillgram.notification.outbox.Outbox;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.RandomTokens;
import io.github.tillgram.security.Secret;
import io.github.tillgram.telegram.api.User;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.BotCredentials;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes a merchant's bot in: asks Telegram who it is, commits it, registers its webhook. When the
 * last step fails the bot stays, unregistered, and the outbox goes on trying.
 */
@ApplicationScoped
public class ConnectBot {

  private static final Logger LOG = Logger.getLogger(ConnectBot.class);

  /**
   * What a merchant says of a bot.
   *
   * @param id the bot will have; with that of a bot that is there the work is gone on with
   * @param token has the form of one
   */
  public record Request(
      UUID id,
      UUID merchantId,
      Secret token,
      Optional<Secret> providerToken,
      BotMode mode,
      BotEnvironment environment,
      BotRole role) {}

  /** What a merchant wants changed about a bot. */
  public record Changes(
      Optional<Secret> token, Optional<Secret> providerToken, boolean rotateSecret) {

    /** Whether Telegram has to be told of the webhook again. */
    boolean concernWebhook() {
      return rotateSecret || token.isPresent();
    }
  }

  private final TelegramBot telegram;
  private final BotRepository bots;
  private final RegisterWebhook webhook;
  private final Encryption encryption;
  private final SecretRotation rotation;
  private final BotEvents events;
  private final Outbox outbox;

  ConnectBot(
      TelegramBot telegram,
      BotRepository bots,
      RegisterWebhook webhook,
      Encryption encryption,
      SecretRotation rotation,
      BotEvents events,
      Outbox outbox) {
    this.telegram = telegram;
    this.bots = bots;
    this.webhook = webhook;
    this.encryption = encryption;
    this.rotation = rotation;
    this.events = events;
    this.outbox = outbox;
  }

  /**
   * Fails with {@link BotNotConnected} when Telegram does not confirm the token, and with a unique
   * violation when the bot is connected already.
   */
  public Uni<Bot> connect(Request request) {
    return whoIs(request.token(), request.environment())
        .onFailure(BotNotConnected.UnknownToken.class)
        .recoverWithUni(unknown -> elsewhere(request, unknown))
        .map(user -> create(request, user))
        .chain(
            bot ->
                commit(bot)
                    .onFailure(DatabaseTrouble::isUniqueViolation)
                    .recoverWithUni(taken -> goOn(bot, taken)))
        .call(this::register)
        .chain(bot -> Panache.withSession(() -> bots.findById(bot.id())));
  }

  /** Whether this has the form of a token from @BotFather. */
  public static boolean isToken(String candidate) {
    return BotCredentials.isToken(candidate);
  }

  /**
   * Replaces tokens of a bot, and the secret of its webhook. A bot token must belong to the same
   * bot; what could not be sent since the old one was revoked is sent with it at once. When
   * Telegram does not take the webhook's new data at once, the outbox goes on trying.
   */
  public Uni<Bot> change(Bot bot, Changes changes) {
    Uni<Void> checked =
        changes.token().map(token -> sameBot(bot, token)).orElseGet(ConnectBot::nothing);
    return checked
        .chain(() -> Panache.withTransaction(() -> commit(bot.id(), changes)))
        .call(changed -> changes.concernWebhook() ? register(changed) : nothing())
        .chain(changed -> Panache.withSession(() -> bots.findById(changed.id())));
  }

  private Uni<Bot> commit(UUID id, Changes changes) {
    return bots.findById(id, LockModeType.PESSIMISTIC_WRITE)
        .invoke(bot -> apply(changes, bot))
        .call(bot -> changes.token().isPresent() ? outbox.hurry(bot.id()) : nothing())
        .call(bot -> changes.concernWebhook() ? webhook.otherwise(bot) : nothing())
        .call(bot -> events.changed(bot, changes));
  }

  private void apply(Changes changes, Bot bot) {
    changes.token().ifPresent(token -> bot.replaceToken(token, encryption));
    changes.providerToken().ifPresent(token -> bot.replaceProviderToken(token, encryption));
    if (changes.rotateSecret()) {
      rotation.rotate(bot);
    }
  }

  private Uni<Void> sameBot(Bot bot, Secret token) {
    return whoIs(token, bot.environment())
        .invoke(
            user -> {
              if (user.id() != bot.telegramId()) {
                throw new BotNotConnected.TokenOfAnotherBot();
              }
            })
        .replaceWithVoid();
  }

  private Uni<User> whoIs(Secret token, BotEnvironment environment) {
    return telegram
        .getMe(new BotCredentials(token, environment == BotEnvironment.TEST))
        .onFailure(BotApiFailure.class)
        .transform(failure -> BotNotConnected.of(failure));
  }

  /**
   * Telegram's two sets of servers know nothing of each other's bots, so the other is asked too.
   */
  private Uni<User> elsewhere(Request request, Throwable unknown) {
    BotEnvironment other = request.environment().other();
    return whoIs(request.token(), other)
        .onItemOrFailure()
        .transformToUni(
            (user, failure) ->
                Uni.createFrom()
                    .failure(user == null ? unknown : new BotNotConnected.Elsewhere(other)));
  }

  private Bot create(Request request, User user) {
    NewBot bot =
        new NewBot(
            request.merchantId(),
            user.id(),
            user.username(),
            request.environment(),
            request.mode(),
            request.role(),
            RandomTokens.name(),
            request.token(),
            request.providerToken(),
            RandomTokens.secret());
    return Bot.connect(request.id(), bot, encryption);
  }

  private Uni<Bot> commit(Bot bot) {
    return Panache.withTransaction(
        () ->
            bots.persistAndFlush(bot)
                .chain(() -> webhook.otherwise(bot))
                .chain(() -> events.connected(bot))
                .replaceWith(bot));
  }

  /** An attempt that was cut short has left the very bot. */
  private Uni<Bot> goOn(Bot bot, Throwable taken) {
    return Panache.withSession(() -> bots.findOwn(bot.merchantId(), bot.id()))
        .map(found -> found.filter(left -> left.telegramId() == bot.telegramId()))
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found.get())
                    : Uni.createFrom().failure(taken));
  }

  private Uni<Void> register(Bot bot) {
    return webhook
        .now(bot)
        .onFailure(BotApiFailure.class)
        .recoverWithUni(
            failure -> {
              LOG.warnf("A webhook was not registered at once: %s", failure.getMessage());
              return Uni.createFrom().voidItem();
            });
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
