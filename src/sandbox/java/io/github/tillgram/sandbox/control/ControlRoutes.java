package io.github.tillgram.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.World;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The routes of the sandbox's own JSON API; errors are {@code {"error": "…"}}. */
public final class ControlRoutes {
  private static final Logger LOG = Logger.getLogger(ControlRoutes.class);
  private static final int LARGEST_REQUEST = 1 << 20;

  private final Router router;
  private final World world;
  private final WorldThread thread;
  private final Keeper keeper;

  public ControlRoutes(Router router, World world, WorldThread thread, Keeper keeper) {
    this.router = router;
    this.world = world;
    this.thread = thread;
    this.keeper = keeper;
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST));
  }

  public void get(String path, Function<Ask, Future<JsonNode>> work) {
    on(HttpMethod.GET, path, work);
  }

  public void post(String path, Function<Ask, Future<JsonNode>> work) {
    on(HttpMethod.POST, path, work);
  }

  public void delete(String path, Function<Ask, Future<JsonNode>> work) {
    on(HttpMethod.DELETE, path, work);
  }

  /** For work that need not wait. */
  public static Function<Ask, Future<JsonNode>> now(Function<Ask, JsonNode> work) {
    return ask -> Future.succeededFuture(work.apply(ask));
  }

  private void on(HttpMethod method, String path, Function<Ask, Future<JsonNode>> work) {
    router
        .route(method, path)
        .handler(context -> answer(context, work))
        .failureHandler(context -> fail(context, context.failure()));
  }

  private void answer(RoutingContext context, Function<Ask, Future<JsonNode>> work) {
    JsonNode fields = fields(context);
    String origin = Origin.of(context.request());
    boolean changes = context.request().method() != HttpMethod.GET;
    thread
        .call(() -> perform(new Ask(world, fields, origin), work, changes))
        .onSuccess(body -> write(context, 200, body))
        .onFailure(failure -> fail(context, failure));
  }

  private Future<String> perform(Ask ask, Function<Ask, Future<JsonNode>> work, boolean changes) {
    return work.apply(ask)
        .map(
            result -> {
              if (changes) {
                keeper.changed();
              }
              return Json.text(result);
            });
  }

  private static JsonNode fields(RoutingContext context) {
    ObjectNode fields = Json.object();
    context.queryParams().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    if (context.body().buffer() == null || context.body().length() == 0) {
      return fields;
    }
    try {
      JsonNode body = Json.mapper().readTree(context.body().buffer().getBytes());
      if (body instanceof ObjectNode) {
        return fields.setAll((ObjectNode) body);
      }
    } catch (IOException e) {
      LOG.debug("A request to the sandbox was not JSON", e);
    }
    throw Complaint.invalid("The body must be a JSON object");
  }

  private static void fail(RoutingContext context, Throwable failure) {
    int status = 500;
    String text = "The sandbox failed; see its log";
    if (failure instanceof Complaint) {
      status = ((Complaint) failure).status();
      text = failure.getMessage();
    } else {
      LOG.error("The sandbox failed", failure);
    }
    write(context, status, Json.text(Json.object().put("error", text)));
  }

  private static void write(RoutingContext context, int status, String body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }
}
