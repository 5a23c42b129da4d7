package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Back ends of a merchant behind one port, some of which behave badly. */
final class BackEnds implements AutoCloseable {

  /** How one of them behaves. */
  enum Manner {
    HEALTHY,
    /** Never answers. */
    HANGS,
    /** Answers 500. */
    BROKEN,
    /** Answers 410. */
    GONE,
    /** Answers after 30 s. */
    SLEEPS,
    /** Closes the connection. */
    RESETS
  }

  private static final long SLEEP_MILLIS = 30_000;

  /** What one of them has heard: of each invoice the types, in the order they came first. */
  static final class Heard {

    private final Map<String, List<String>> byInvoice = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final List<Long> lags = new ArrayList<>();
    private int calls;

    /** What is about no invoice is not counted. */
    private synchronized void note(String id, JsonObject body) {
      JsonObject invoice = body.getJsonObject("data").getJsonObject("invoice");
      if (invoice == null) {
        return;
      }
      calls++;
      if (times.merge(id, 1, Integer::sum) > 1) {
        return;
      }
      byInvoice
          .computeIfAbsent(invoice.getString("id"), any -> new ArrayList<>())
          .add(body.getString("type"));
      lags.add(
          Duration.between(Instant.parse(body.getString("timestamp")), Instant.now()).toMillis());
    }

    synchronized int events() {
      return times.size();
    }

    synchronized int calls() {
      return calls;
    }

    synchronized Map<String, List<String>> byInvoice() {
      return Map.copyOf(byInvoice);
    }

    /** In milliseconds; the share of them that is not above the answer. */
    synchronized long lag(double share) {
      List<Long> sorted = new ArrayList<>(lags);
      Collections.sort(sorted);
      return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final List<Manner> manners;
  private final Map<Integer, Heard> heard = new ConcurrentHashMap<>();

  BackEnds(List<Manner> manners) {
    this.manners = manners;
    for (int i = 0; i < manners.size(); i++) {
      heard.put(i, new Heard());
    }
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setAcceptBacklog(4_096))
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  String url(int number) {
    return "http://127.0.0.1:" + server.actualPort() + "/" + number;
  }

  Heard heard(int number) {
    return heard.get(number);
  }

  List<Heard> healthy() {
    List<Heard> healthy = new ArrayList<>();
    for (int i = 0; i < manners.size(); i++) {
      if (manners.get(i) == Manner.HEALTHY) {
        healthy.add(heard.get(i));
      }
    }
    return healthy;
  }

  private void handle(HttpServerRequest request) {
    int number = Integer.parseInt(request.path().substring(1));
    request.bodyHandler(
        body -> {
          heard.get(number).note(request.getHeader("webhook-id"), body.toJsonObject());
          answer(request, manners.get(number));
        });
  }

  private void answer(HttpServerRequest request, Manner manner) {
    switch (manner) {
      case HEALTHY -> end(request, 204);
      case BROKEN -> end(request, 500);
      case GONE -> end(request, 410);
      case SLEEPS -> vertx.setTimer(SLEEP_MILLIS, slept -> end(request, 204));
      case RESETS -> request.connection().close();
      default -> {
        // Whoever hangs says nothing.
      }
    }
  }

  private static void end(HttpServerRequest request, int status) {
    if (!request.response().closed()) {
      request.response().setStatusCode(status).end();
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
