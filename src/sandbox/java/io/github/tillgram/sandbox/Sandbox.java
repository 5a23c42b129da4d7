package io.github.tillgram.sandbox;

import io.github.tillgram.sandbox.apay.Apay;
import io.github.tillgram.sandbox.botapi.BotApiDoor;
import io.github.tillgram.sandbox.botapi.BotMethods;
import io.github.tillgram.sandbox.botapi.Faults;
import io.github.tillgram.sandbox.control.ControlRoutes;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.payer.PayerApi;
import io.github.tillgram.sandbox.payer.PayerDoor;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.StateFile;
import io.github.tillgram.sandbox.world.Timing;
import io.github.tillgram.sandbox.world.World;
import io.github.tillgram.sandbox.world.WorldClock;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A simulated Telegram: the Bot API server, and the people who chat with bots and pay. It is wired
 * together here and knows neither CDI nor the application that hosts it.
 */
public final class Sandbox implements AutoCloseable {
  public static final String PREFIX = "/sandbox";
  private static final int SECONDS_TO_SAVE = 5;

  private final Vertx vertx;
  private final WorldThread thread;
  private final Keeper keeper;
  private final World world;
  private final Deliveries deliveries;
  private final BotMethods methods;
  private final Apay apay;
  private final Router router;
  private HttpServer server;

  /**
   * @param stateFile null: nothing survives a restart
   */
  public Sandbox(Vertx vertx, Clock clock, Path stateFile) {
    this(vertx, clock, stateFile, Timing.ofTelegram());
  }

  Sandbox(Vertx vertx, Clock clock, Path stateFile, Timing timing) {
    this.vertx = vertx;
    this.thread = new WorldThread(vertx);
    StateFile file = stateFile == null ? null : new StateFile(stateFile, clock);
    this.world = file == null ? World.fresh() : file.load();
    Clock worldClock = new WorldClock(clock, world);
    this.keeper = new Keeper(world, thread, file, clock);
    this.deliveries = new Deliveries(vertx, thread, clock, timing, keeper, this::executeReply);
    Currencies currencies = Currencies.load();
    OpenQueries queries = new OpenQueries(thread, timing.queryAnswer());
    Faults faults = new Faults();
    this.methods = new BotMethods(world, worldClock, deliveries, queries, currencies);
    this.router = Router.router(vertx);
    new BotApiDoor(world, thread, methods, faults, keeper).mount(router);
    PayerApi api = new PayerApi(world, worldClock, deliveries, queries, currencies, faults);
    ControlRoutes routes = new ControlRoutes(router, world, thread, keeper);
    new PayerDoor(api).mount(routes);
    this.apay = new Apay(vertx, world.apay(), thread, worldClock, clock, timing, keeper);
    apay.mount(router, routes);
    Pages.mount(router);
    thread.run(() -> world.bots().forEach(deliveries::webhookChanged));
    thread.run(apay::resume);
  }

  /** Everything below {@link #PREFIX}. */
  public Router router() {
    return router;
  }

  public void mount(Router parent) {
    parent.get(PREFIX).handler(Pages.chat());
    parent.route(PREFIX + "/*").subRouter(router);
  }

  /** Runs the sandbox alone. Port 0 lets the system choose; the future tells the port. */
  public Future<Integer> listen(int port) {
    Router root = Router.router(vertx);
    mount(root);
    server = vertx.createHttpServer().requestHandler(root);
    return server.listen(port).map(HttpServer::actualPort);
  }

  /** A sandbox without memory on a port of its own. */
  public static Future<Integer> listen(Vertx vertx, int port) {
    return new Sandbox(vertx, Clock.systemUTC(), null).listen(port);
  }

  /** Saves the state and stops; must not be called on an event loop. */
  @Override
  public void close() {
    CountDownLatch saved = new CountDownLatch(1);
    thread.run(
        () -> {
          thread.close();
          world.bots().forEach(deliveries.detours()::end);
          keeper.saveNow();
          deliveries.close();
          apay.close();
          if (server != null) {
            server.close();
          }
          saved.countDown();
        });
    try {
      saved.await(SECONDS_TO_SAVE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void executeReply(Bot bot, String contentType, byte[] body) {
    methods.executeReply(bot, contentType, body);
  }
}
