package io.github.tillgram.packaged;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Hands requests on to somebody else, and asks nobody twice: no answer is a 502. */
final class Proxy {

  private static final int MOST_CONNECTIONS = 200;

  /** Who gets a request. */
  interface Choice {

    /**
     * @return the port on this machine; empty: nobody, which is a 503
     */
    OptionalInt portFor(HttpServerRequest request, Buffer body);
  }

  private final HttpServer server;
  private final HttpClient client;
  private final Choice choice;

  Proxy(Vertx vertx, Choice choice) {
    this.choice = choice;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    this.server = vertx.createHttpServer().requestHandler(this::receive);
    try {
      server.listen(0).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  String root() {
    return "http://localhost:" + server.actualPort();
  }

  private void receive(HttpServerRequest request) {
    request.body().compose(body -> pass(request, body)).onFailure(broken -> answer(request, 502));
  }

  private Future<Void> pass(HttpServerRequest request, Buffer body) {
    OptionalInt port = choice.portFor(request, body);
    if (port.isEmpty()) {
      return answer(request, 503);
    }
    RequestOptions there =
        new RequestOptions()
            .setMethod(request.method())
            .setHost("localhost")
            .setPort(port.getAsInt())
            .setURI(request.uri());
    return client
        .request(there)
        .compose(
            outgoing -> {
              request
                  .headers()
                  .forEach(header -> outgoing.putHeader(header.getKey(), header.getValue()));
              return outgoing.send(body);
            })
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        content -> {
                          request.response().setStatusCode(answer.statusCode());
                          answer.headers().remove("Transfer-Encoding");
                          request.response().headers().addAll(answer.headers());
                          return request.response().end(content);
                        }));
  }

  private static Future<Void> answer(HttpServerRequest request, int status) {
    return request.response().ended()
        ? Future.succeededFuture()
        : request.response().setStatusCode(status).end();
  }
}
