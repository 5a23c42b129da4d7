package io.github.tillgram.webhook;

import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.UpdateKind;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows which handler takes an update. Filled from the handlers that exist, checked at the start.
 */
@Startup
@ApplicationScoped
public class UpdateDispatcher {

  private final Map<Route, UpdateHandler> handlers = new HashMap<>();

  UpdateDispatcher(@All List<UpdateHandler> found) {
    for (UpdateHandler handler : found) {
      UpdateHandler twin = handlers.put(handler.route(), handler);
      if (twin != null) {
        throw new IllegalStateException("two handlers for " + handler.route());
      }
    }
  }

  /** What to ask Telegram for on behalf of bots in this role; sorted, never a default. */
  public List<String> allowedUpdates(BotRole role) {
    return handlers.keySet().stream()
        .filter(route -> route.role() == role)
        .map(route -> route.kind().wireName())
        .distinct()
        .sorted()
        .toList();
  }

  Stream<UpdateKind> handledKinds() {
    return handlers.keySet().stream().map(Route::kind).distinct();
  }

  Optional<UpdateHandler> handlerOf(IncomingUpdate update) {
    Selector selector = update.selector();
    Optional<UpdateHandler> chosen = handler(update.bot().role(), update.kind(), selector);
    return selector.command()
        ? chosen.or(() -> handler(update.bot().role(), update.kind(), Selector.ANY))
        : chosen;
  }

  private Optional<UpdateHandler> handler(BotRole role, UpdateKind kind, Selector selector) {
    return Optional.ofNullable(handlers.get(new Route(role, kind, selector)));
  }
}
