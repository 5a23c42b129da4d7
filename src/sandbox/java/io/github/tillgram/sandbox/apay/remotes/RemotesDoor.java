package io.github.tillgram.sandbox.apay.remotes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.LostRequest.Proof;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.php.PhpJson;
import io.github.tillgram.sandbox.apay.remotes.RemoteFaults.Fault;
import io.github.tillgram.sandbox.control.Origin;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /apay/Remotes} over HTTP: who calls, what goes wrong on the way, how answers look. */
public final class RemotesDoor {
  private static final String ROOT = "/apay/Remotes/";
  private static final int LARGEST_REQUEST = 1 << 20;

  private final Books books;
  private final WorldThread thread;
  private final RemoteFaults faults;
  private final Keeper keeper;
  private final Remotes remotes;

  public RemotesDoor(
      Books books, WorldThread thread, Clock clock, RemoteFaults faults, Keeper keeper) {
    this.books = books;
    this.thread = thread;
    this.faults = faults;
    this.keeper = keeper;
    this.remotes = new Remotes(books, clock);
  }

  public void mount(Router router) {
    LostTransactions lost = new LostTransactions(remotes);
    get(router, "payment-systems-info", remotes::systems);
    get(router, "deposit-info", remotes::depositInfo);
    get(router, "lost-transaction-info", lost::info);
    router
        .post(ROOT + "create-payment-page")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST))
        .handler(context -> createPage(context, "create-payment-page"));
    router
        .post(ROOT + "create-lost-transaction")
        .handler(context -> createLost(context, lost::create));
  }

  private void get(Router router, String name, Function<RemoteCall, Map<String, Object>> work) {
    router
        .get(ROOT + name)
        .handler(context -> answer(context, name, Json.object(), List.of(), true, work));
  }

  private void createPage(RoutingContext context, String name) {
    JsonNode body = Json.object();
    try {
      body = Json.mapper().readTree(context.body().buffer().getBytes());
    } catch (IOException | NullPointerException e) {
      body = Json.array();
    }
    answer(context, name, body, List.of(), false, remotes::createPage);
  }

  private void createLost(RoutingContext context, Function<RemoteCall, Map<String, Object>> work) {
    HttpServerRequest request = context.request();
    Uploads uploads = Uploads.of(request);
    request
        .end()
        .onSuccess(
            end -> {
              ObjectNode form = Json.object();
              request.formAttributes().forEach(field -> form.put(field.getKey(), field.getValue()));
              answer(context, "create-lost-transaction", form, uploads.files(), true, work);
            })
        .onFailure(failure -> RemoteReply.html(400, "Bad Request").write(context));
  }

  private void answer(
      RoutingContext context,
      String name,
      JsonNode body,
      List<Proof> files,
      boolean needsProject,
      Function<RemoteCall, Map<String, Object>> work) {
    ObjectNode query = Json.object();
    context.queryParams().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    String apiKey = context.request().getHeader("apikey");
    String origin = Origin.of(context.request());
    thread
        .call(
            () -> {
              Project project = books.projectByApiKey(String.valueOf(apiKey)).orElse(null);
              Fault fault = project == null ? null : faults.next(project, name).orElse(null);
              return delivered(
                  fault,
                  () -> {
                    checkProject(project, query, needsProject, name);
                    if (!body.isObject()) {
                      throw RemoteFailure.invalid();
                    }
                    return work.apply(new RemoteCall(project, query, body, files, origin));
                  },
                  project);
            })
        .onSuccess(reply -> reply.write(context))
        .onFailure(context::fail);
  }

  private Future<RemoteReply> delivered(
      Fault fault, Supplier<Map<String, Object>> work, Project project) {
    if (fault == null) {
      return Future.succeededFuture(reply(work, project));
    }
    return switch (fault.kind()) {
      case RATE_LIMIT ->
          Future.succeededFuture(
              RemoteReply.html(429, "Too Many Requests").askingToWait(fault.retryAfter()));
      case SERVER_ERROR -> Future.succeededFuture(RemoteReply.html(500, "Internal Server Error"));
      case BAD_GATEWAY -> Future.succeededFuture(RemoteReply.html(502, "502 Bad Gateway"));
      case ERROR -> Future.succeededFuture(error(fault.status(), fault.message(), 400));
      case CLOSE -> Future.succeededFuture(RemoteReply.closed());
      case LOST_ANSWER -> {
        reply(work, project);
        yield Future.succeededFuture(RemoteReply.closed());
      }
      case SLOW -> {
        RemoteReply reply = reply(work, project);
        Promise<RemoteReply> late = Promise.promise();
        thread.after(fault.delay(), () -> late.complete(reply));
        yield late.future();
      }
    };
  }

  private RemoteReply reply(Supplier<Map<String, Object>> work, Project project) {
    try {
      Map<String, Object> answer = work.get();
      answer.put("success", true);
      keeper.changed();
      return RemoteReply.json(200, PhpJson.escaped(-1).write(shuffled(answer, project)));
    } catch (RemoteFailure failure) {
      int switched = project == null ? 400 : project.manners().errorStatus();
      return error(failure.status(switched), failure.getMessage(), failure.code());
    }
  }

  /** A wrong key and a project of somebody else are refused alike. */
  private static void checkProject(
      Project project, JsonNode query, boolean needsProject, String name) {
    String id = query.path("project_id").asText("");
    if (project != null && needsProject && id.isEmpty()) {
      throw RemoteFailure.required();
    }
    if (project == null || !id.isEmpty() && !project.id().equals(id)) {
      throw name.contains("lost-transaction")
          ? new RemoteFailure(401, "Unauthorized")
          : RemoteFailure.invalid();
    }
  }

  private static RemoteReply error(int status, String message, int code) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("message", message);
    body.put("code", code);
    return RemoteReply.json(status, PhpJson.escaped(-1).write(body));
  }

  /** Nobody may rely on the order of members, or on there being no others. */
  private Map<String, Object> shuffled(Map<String, Object> answer, Project project) {
    if (project.manners().gainsFields() && books.ids().random().nextBoolean()) {
      answer.put("request_id", books.ids().order());
    }
    List<String> names = new ArrayList<>(answer.keySet());
    Collections.shuffle(names, books.ids().random());
    Map<String, Object> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, answer.get(name)));
    return shuffled;
  }
}
