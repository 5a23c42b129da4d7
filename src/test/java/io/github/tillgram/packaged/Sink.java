package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Back ends that take whatever comes at once, and count it. */
final class Sink implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private final AtomicLong calls = new AtomicLong();
  private final HttpServer server;

  Sink() {
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setAcceptBacklog(4_096))
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void take(HttpServerRequest request) {
    calls.incrementAndGet();
    heard.add(request.path() + ' ' + request.getHeader("webhook-id"));
    request.endHandler(all -> request.response().setStatusCode(204).end());
  }

  String url(int number) {
    return "http://127.0.0.1:" + server.actualPort() + "/" + number;
  }

  long calls() {
    return calls.get();
  }

  /** Those that came again are not counted. */
  long heard() {
    return heard.size();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
