package io.github.tillgram.sandbox.payer;

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

/** The sandbox's own JSON API under {@code /api}; errors are {@code {"error": "…"}}. */
public final class PayerDoor {
  private static final Logger LOG = Logger.getLogger(PayerDoor.class);
  private static final int LARGEST_REQUEST = 1 << 20;

  private final World world;
  private final WorldThread thread;
  private final PayerApi api;
  private final Keeper keeper;

  public PayerDoor(World world, WorldThread thread, PayerApi api, Keeper keeper) {
    this.world = world;
    this.thread = thread;
    this.api = api;
    this.keeper = keeper;
  }

  public void mount(Router router) {
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST));
    on(router, HttpMethod.GET, "/api/bots", now(api::bots));
    on(router, HttpMethod.POST, "/api/bots", now(api::createBot));
    on(router, HttpMethod.POST, "/api/tokens", now(api::renewTokens));
    on(router, HttpMethod.GET, "/api/people", now(api::people));
    on(router, HttpMethod.GET, "/api/commands", now(api::commands));
    on(router, HttpMethod.GET, "/api/groups", now(api::groups));
    on(router, HttpMethod.POST, "/api/groups", now(api::createGroup));
    on(router, HttpMethod.POST, "/api/members", now(api::placeBot));
    on(router, HttpMethod.POST, "/api/upgrades", now(api::upgradeGroup));
    on(router, HttpMethod.POST, "/api/inline", api::inline);
    on(router, HttpMethod.POST, "/api/pick", now(api::pick));
    on(router, HttpMethod.POST, "/api/forwards", now(api::forward));
    on(router, HttpMethod.GET, "/api/messages", now(api::messages));
    on(router, HttpMethod.GET, "/api/links", now(api::link));
    on(router, HttpMethod.GET, "/api/charges", now(api::charges));
    on(router, HttpMethod.POST, "/api/media", now(api::buyMedia));
    on(router, HttpMethod.POST, "/api/refunds", now(api::refund));
    on(router, HttpMethod.POST, "/api/pay", api::pay);
    on(router, HttpMethod.POST, "/api/text", now(api::text));
    on(router, HttpMethod.POST, "/api/photo", now(api::photo));
    on(router, HttpMethod.POST, "/api/press", api::press);
    on(router, HttpMethod.POST, "/api/block", now(api::block));
    on(router, HttpMethod.GET, "/api/subscriptions", now(api::subscriptions));
    on(router, HttpMethod.POST, "/api/subscriptions", now(api::changeSubscription));
    on(router, HttpMethod.GET, "/api/clock", now(api::clock));
    on(router, HttpMethod.POST, "/api/clock", now(api::advanceClock));
    on(router, HttpMethod.DELETE, "/api/clock", now(api::resetClock));
    on(router, HttpMethod.POST, "/api/stars", now(api::addStars));
    on(router, HttpMethod.POST, "/api/stars/change", now(api::changeStars));
    on(router, HttpMethod.POST, "/api/faults", now(api::orderTrouble));
    on(router, HttpMethod.DELETE, "/api/faults", now(api::endTrouble));
  }

  private static Function<Ask, Future<JsonNode>> now(Function<Ask, JsonNode> work) {
    return ask -> Future.succeededFuture(work.apply(ask));
  }

  private void on(
      Router router, HttpMethod method, String path, Function<Ask, Future<JsonNode>> work) {
    router
        .route(method, path)
        .handler(context -> answer(context, work))
        .failureHandler(context -> fail(context, context.failure()));
  }

  private void answer(RoutingContext context, Function<Ask, Future<JsonNode>> work) {
    JsonNode fields = fields(context);
    boolean changes = context.request().method() != HttpMethod.GET;
    thread
        .call(() -> perform(new Ask(world, fields), work, changes))
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
