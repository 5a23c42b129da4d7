package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.botapi.Faults.Fault;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Environment;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.World;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The Bot API over HTTP: {@code /telegram/bot<token>[/test]/<method>}. */
public final class BotApiDoor {
  private static final Logger LOG = Logger.getLogger(BotApiDoor.class);
  private static final Pattern PATH = Pattern.compile(".*/telegram/bot([^/]+)(/test)?/([^/]*)/?");
  private static final Pattern TOKEN = Pattern.compile("[1-9]\\d{0,15}:.*");
  private static final int LARGEST_REQUEST = 1 << 20;

  private final World world;
  private final WorldThread thread;
  private final BotMethods methods;
  private final Faults faults;
  private final Keeper keeper;
  private final List<CallListener> listeners =
      ServiceLoader.load(CallListener.class, BotApiDoor.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  public BotApiDoor(
      World world, WorldThread thread, BotMethods methods, Faults faults, Keeper keeper) {
    this.world = world;
    this.thread = thread;
    this.methods = methods;
    this.faults = faults;
    this.keeper = keeper;
  }

  public void mount(Router router) {
    router
        .route("/telegram/*")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST))
        .handler(this::receive)
        .failureHandler(BotApiDoor::refuse);
  }

  private void receive(RoutingContext context) {
    Matcher path = PATH.matcher(context.request().path());
    if (!path.matches()) {
      Reply.of(ApiFailure.notFound()).write(context);
      return;
    }
    String token = path.group(1).replaceAll("%3[Aa]", ":");
    boolean test = path.group(2) != null;
    Environment environment = test ? Environment.TEST : Environment.PRODUCTION;
    tell(context, path.group(3), test);
    Arguments arguments = ArgumentReader.read(context);
    thread
        .call(() -> reply(() -> execute(token, path.group(3), arguments, environment)))
        .onSuccess(reply -> reply.write(context))
        .onFailure(context::fail);
  }

  private void tell(RoutingContext context, String method, boolean test) {
    Buffer body = context.body() == null ? null : context.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    String agent = context.request().getHeader("User-Agent");
    CallListener.Request request = new CallListener.Request(method, test, agent, bytes);
    listeners.forEach(listener -> listener.called(request));
  }

  private Future<Reply> execute(
      String token, String method, Arguments arguments, Environment environment) {
    if (!TOKEN.matcher(token).matches()) {
      throw ApiFailure.invalidToken();
    }
    Bot bot = world.botByToken(token, environment).orElseThrow(ApiFailure::unauthorized);
    Fault fault = faults.next(bot, method).orElse(null);
    if (fault != null && fault.kind() != Faults.Kind.LOST_ANSWER) {
      return Future.succeededFuture(trouble(fault));
    }
    Future<Answer> answer = methods.call(method, new Call(bot, arguments));
    keeper.changed();
    return answer.map(result -> fault == null ? Reply.of(result) : Reply.closed());
  }

  private static Reply trouble(Fault fault) {
    switch (fault.kind()) {
      case RATE_LIMIT:
        return Reply.of(ApiFailure.tooManyRequests(fault.retryAfter()));
      case SERVER_ERROR:
        return Reply.of(ApiFailure.internal("restart"));
      case BAD_GATEWAY:
        return Reply.badGateway();
      case BAD_REQUEST:
        return Reply.of(ApiFailure.badRequest(fault.description()));
      case CONFLICT:
        return Reply.of(ApiFailure.conflict(fault.description()));
      default:
        return Reply.closed();
    }
  }

  /** Answers are turned into text here, on the world's thread, before anything can change. */
  private static Future<Reply> reply(Supplier<Future<Reply>> execution) {
    Future<Reply> result;
    try {
      result = execution.get();
    } catch (RuntimeException e) {
      result = Future.failedFuture(e);
    }
    return result.recover(
        failure ->
            failure instanceof ApiFailure
                ? Future.succeededFuture(Reply.of((ApiFailure) failure))
                : Future.failedFuture(failure));
  }

  private static void refuse(RoutingContext context) {
    if (context.statusCode() == 413) {
      Reply.of(ApiFailure.tooLarge()).write(context);
      return;
    }
    LOG.error("The sandbox's Bot API failed", context.failure());
    Reply.of(ApiFailure.internal("sandbox")).write(context);
  }
}
