package io.github.tillgram.webhook;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.security.Encryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Bots by the key of their door. Kept in memory, so that an update costs no query for its bot, and
 * read again in the background: while the database is away the last reading still serves, since a
 * payer who presses Pay then must be answered too.
 */
@ApplicationScoped
class BotDirectory {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final long MOST_BOTS = 10_000;
  private static final Duration FORGET_AFTER = Duration.ofHours(6);

  private final Vertx vertx;
  private final BotRepository bots;
  private final Encryption encryption;
  private final AsyncLoadingCache<String, ConnectedBot> cache;

  BotDirectory(Vertx vertx, BotRepository bots, Encryption encryption, WebhookConfig config) {
    this.vertx = vertx;
    this.bots = bots;
    this.encryption = encryption;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MOST_BOTS)
            .expireAfterAccess(FORGET_AFTER)
            .refreshAfterWrite(config.webhook().botCache())
            .buildAsync((key, executor) -> load(key));
  }

  /** The bot behind a key; what does not look like a key is not looked up. */
  Uni<Optional<ConnectedBot>> find(String botKey) {
    if (!KEY.matcher(botKey).matches()) {
      return Uni.createFrom().item(Optional.empty());
    }
    CompletableFuture<ConnectedBot> found = cache.get(botKey);
    Uni<Optional<ConnectedBot>> bot =
        Uni.createFrom().completionStage(found).map(Optional::ofNullable);
    return found.isDone() ? bot : bot.emitOn(callersContext());
  }

  /** What a request does next must happen in its own context, not in the one that loaded. */
  private Executor callersContext() {
    Context caller = vertx.getOrCreateContext();
    return command -> caller.runOnContext(ignored -> command.run());
  }

  /** Loading may start on any thread, and a database session needs a context of its own. */
  private CompletableFuture<ConnectedBot> load(String botKey) {
    CompletableFuture<ConnectedBot> loaded = new CompletableFuture<>();
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        ignored ->
            Panache.withSession(() -> bots.findByKey(botKey))
                .map(bot -> bot.map(this::connected).orElse(null))
                .subscribe()
                .with(loaded::complete, loaded::completeExceptionally));
    return loaded;
  }

  private ConnectedBot connected(Bot bot) {
    return ConnectedBot.of(bot, encryption);
  }
}
