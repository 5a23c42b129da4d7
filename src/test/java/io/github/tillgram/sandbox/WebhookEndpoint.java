package io.github.tillgram.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A bot's webhook that writes down what it gets and answers as a test wishes. */
final class WebhookEndpoint {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile BiConsumer<HttpServerRequest, String> answer =
      (request, body) -> request.response().end();

  record Received(String path, MultiMap headers, String body) {}

  WebhookEndpoint(Vertx vertx) {
    server =
        SandboxServer.await(
            vertx
                .createHttpServer()
                .requestHandler(this::receive)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture());
  }

  void answer(BiConsumer<HttpServerRequest, String> newAnswer) {
    answer = newAnswer;
  }

  void answerOnceThenOk(BiConsumer<HttpServerRequest, String> first) {
    answer =
        (request, body) -> {
          answer = (next, text) -> next.response().end();
          first.accept(request, body);
        };
  }

  /** No answer at all. */
  static BiConsumer<HttpServerRequest, String> silence() {
    return (request, body) -> {};
  }

  String url() {
    return "http://localhost:" + server.actualPort() + "/hook";
  }

  List<Received> received() {
    return received;
  }

  List<String> bodies() {
    return received.stream().map(Received::body).toList();
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              received.add(new Received(request.path(), request.headers(), body.toString()));
              answer.accept(request, body.toString());
            });
  }
}
