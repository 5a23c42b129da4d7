package io.github.tillgram.observability;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * On whose word something is done, for the books: whoever lets a request in says so, and whoever
 * writes down what came of it reads it. It belongs to the context in which the request is handled;
 * work that comes round by itself has none.
 */
public final class Actor {

  /** Telegram, in an update. */
  public static final String TELEGRAM = "telegram";

  /** A-Pay, in a postback. */
  public static final String APAY = "apay";

  /** Whoever opens the address of a payment page. */
  public static final String PAYER = "payer";

  /** Whoever presents the key in {@code TILLGRAM_ADMIN_KEY}. */
  public static final String OPERATOR = "operator";

  /** With the id of a merchant's API key behind it. */
  public static final String KEY = "key:";

  private static final String LOCAL = "tillgram.actor";

  private Actor() {}

  /** A merchant's key, by its id. */
  public static String key(UUID id) {
    return KEY + id;
  }

  /** From here on, in this context. */
  public static void is(String actor) {
    if (VertxContext.isOnDuplicatedContext()) {
      ContextLocals.put(LOCAL, actor);
    }
  }

  /** While some work is done, in this context; afterwards it is whoever it was. */
  public static <T> Uni<T> during(String actor, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Optional<String> before = current();
              is(actor);
              return work.get().onTermination().invoke(() -> before.ifPresent(Actor::is));
            });
  }

  public static Optional<String> current() {
    return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
  }
}
