package io.github.tillgram.apay.onboarding;

import io.github.tillgram.database.Ids;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.security.RandomTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Links that open the conversation of a provider bot. The code in a link is told once and kept as a
 * digest; it works for one person and for a while.
 */
@ApplicationScoped
public class ConnectLinks {

  /** What Telegram takes behind {@code ?start=}. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** What comes of the wish for a link. */
  public sealed interface Answer {

    record Link(String url, String code, Instant expiresAt) implements Answer {}

    /** The merchant has no such bot. */
    record UnknownBot() implements Answer {}

    /** No provider bot serves this merchant where that bot lives. */
    record NoProvider(BotEnvironment environment) implements Answer {}
  }

  private final ConnectConversationRepository conversations;
  private final BotRepository bots;
  private final ProjectEvents events;
  private final OnboardingConfig config;
  private final Clock clock;

  ConnectLinks(
      ConnectConversationRepository conversations,
      BotRepository bots,
      ProjectEvents events,
      OnboardingConfig config,
      Clock clock) {
    this.conversations = conversations;
    this.bots = bots;
    this.events = events;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Makes a link in the caller's transaction.
   *
   * @param botId the bot whose payments the project is to take. A provider bot is the one that is
   *     opened, and the project is one for all bots; so it is without any.
   */
  public Uni<Answer> create(UUID merchantId, Optional<UUID> botId) {
    return botId
        .map(id -> bots.findOwn(merchantId, id))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            bot ->
                botId.isPresent() && bot.isEmpty()
                    ? Uni.createFrom().item(new Answer.UnknownBot())
                    : create(merchantId, bot.orElse(null)));
  }

  private Uni<Answer> create(UUID merchantId, Bot bot) {
    if (bot != null && bot.role() == BotRole.PROVIDER) {
      return link(merchantId, null, bot);
    }
    BotEnvironment home = bot == null ? BotEnvironment.PRODUCTION : bot.environment();
    return bots.providersOf(merchantId)
        .map(found -> inEnvironment(found, home))
        .chain(
            provider ->
                provider.isPresent()
                    ? link(merchantId, bot == null ? null : bot.id(), provider.get())
                    : Uni.createFrom().item(new Answer.NoProvider(home)));
  }

  private static Optional<Bot> inEnvironment(List<Bot> found, BotEnvironment home) {
    return found.stream().filter(bot -> bot.environment() == home).findFirst();
  }

  private Uni<Answer> link(UUID merchantId, UUID botId, Bot provider) {
    String code = RandomTokens.name();
    Instant expiresAt = clock.instant().plus(config.connectLinks());
    ConnectConversation issued =
        ConnectConversation.issue(Ids.next(), merchantId, botId, digest(code), expiresAt);
    return conversations
        .persist(issued)
        .chain(() -> events.linkCreated(merchantId, botId, expiresAt))
        .replaceWith(
            new Answer.Link(
                "https://t.me/" + provider.username() + "?start=" + code, code, expiresAt));
  }

  /** The conversation of a code that somebody sent, locked; none if it has not even the form. */
  Uni<Optional<ConnectConversation>> find(String code) {
    return CODE.matcher(code).matches()
        ? conversations.byCode(digest(code))
        : Uni.createFrom().item(Optional.empty());
  }

  private static byte[] digest(String code) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
