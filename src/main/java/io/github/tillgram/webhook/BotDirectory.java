package io.github.tillgram.webhook;

import static java.util.concurrent.CompletableFuture.completedFuture;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tillgram.database.PacedLookup;
import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.security.Encryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Bots by the key of their door. Kept in memory, so that an update costs no query for its bot, and
 * read again in the background: while the database is away the last reading still serves, since a
 * payer who presses Pay then must be answered too. Keys of nobody are not kept, and cannot flood
 * the database: one query at a time answers all who ask.
 */
@ApplicationScoped
class BotDirectory {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final long MOST_BOTS = 10_000;
  private static final Duration FORGET_AFTER = Duration.ofHours(6);

  private final Vertx vertx;
  private final BotRepository repository;
  private final Encryption encryption;
  private final PacedLookup<String, Bot> bots;
  private final AsyncLoadingCache<String, ConnectedBot> cache;

  BotDirectory(Vertx vertx, BotRepository repository, Encryption encryption, WebhookConfig config) {
    this.vertx = vertx;
    this.repository = repository;
    this.encryption = encryption;
    this.bots = new PacedLookup<>(vertx, this::read);
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MOST_BOTS)
            .expireAfterAccess(FORGET_AFTER)
            .refreshAfterWrite(config.webhook().botCache())
            .buildAsync(
                (key, executor) ->
                    bots.ask(key).thenApply(bot -> bot.map(this::connected).orElse(null)));
  }

  /** The bot behind a key; what does not look like a key is not looked up. */
  Uni<Optional<ConnectedBot>> find(String botKey) {
    if (!KEY.matcher(botKey).matches()) {
      return Uni.createFrom().item(Optional.empty());
    }
    CompletableFuture<ConnectedBot> found = cache.get(botKey);
    Uni<Optional<ConnectedBot>> bot =
        Uni.createFrom().completionStage(found.copy()).map(Optional::ofNullable);
    return found.isDone() ? bot : bot.emitOn(SessionContexts.ofCaller(vertx));
  }

  /**
   * The bot as it is in the database now. For a secret that does not fit what is kept in memory:
   * another replica may have rotated it a moment ago.
   */
  Uni<Optional<ConnectedBot>> readAgain(String botKey) {
    return bots.find(botKey)
        .map(found -> found.map(this::connected))
        .invoke(found -> found.ifPresent(bot -> cache.put(botKey, completedFuture(bot))));
  }

  private Uni<Map<String, Bot>> read(List<String> botKeys) {
    return Panache.withSession(() -> repository.listByKeys(botKeys))
        .map(found -> found.stream().collect(Collectors.toMap(Bot::botKey, Function.identity())));
  }

  private ConnectedBot connected(Bot bot) {
    return ConnectedBot.of(bot, encryption);
  }
}
