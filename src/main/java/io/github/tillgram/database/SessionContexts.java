package io.github.tillgram.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** A database session belongs to a context of Vert.x, and one context has one session at a time. */
public final class SessionContexts {

  private SessionContexts() {}

  /** Runs work in a context of its own, whatever thread asks for it. */
  public static void runInNew(Vertx vertx, Runnable work) {
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(ignored -> work.run());
  }

  /** What a request does next must happen in its own context, not in the one that helped it. */
  public static Executor ofCaller(Vertx vertx) {
    Context caller = vertx.getOrCreateContext();
    return command -> caller.runOnContext(ignored -> command.run());
  }
}
