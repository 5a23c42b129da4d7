package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls real servers that do what receivers do, and worse. */
class EndpointCallTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final byte[] BODY = "{\"type\":\"invoice.paid\"}".getBytes(StandardCharsets.UTF_8);

  private final NameServer nameServer = new NameServer();
  private final HostNames names = new HostNames(VERTX, nameServer.provider());
  private final EndpointCall call = call(TestSettings.LOOPBACK_ALLOWED);

  @AfterEach
  void close() {
    call.close();
    names.close();
    nameServer.close();
  }

  @AfterAll
  static void closeServers() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theRequestIsTheOneAskedForAndSaysWhoCalls() {
    nameServer.with("shop.example", List.of("127.0.0.1"));
    List<String> seen = new CopyOnWriteArrayList<>();
    int port =
        serve(
            request -> {
              seen.add(request.method() + " " + request.uri() + " " + request.host());
              request
                  .headers()
                  .forEach(header -> seen.add(header.getKey() + ": " + header.getValue()));
              request.body().onSuccess(body -> request.response().end("got " + body));
            });

    Answer answer = post("http://shop.example:" + port + "/a%20b?c=d%26");

    assertThat(answered(answer).status()).isEqualTo(200);
    assertThat(answered(answer).isSuccess()).isTrue();
    assertThat(answered(answer).text()).isEqualTo("got {\"type\":\"invoice.paid\"}");
    assertThat(answer.took()).isPositive().isLessThan(Duration.ofSeconds(2));
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "POST /a%20b?c=d%26 shop.example:" + port,
            "host: shop.example:" + port,
            "content-length: " + BODY.length,
            "webhook-id: e1",
            "User-Agent: Tillgram-Delivery/1");
  }

  private EndpointCall call(DeliveryConfig config) {
    return call(config, new HttpClientOptions());
  }

  private EndpointCall call(DeliveryConfig config, HttpClientOptions options) {
    Destinations destinations =
        new Destinations(VERTX, names, new CallableAddresses(config), config);
    return new EndpointCall(VERTX, destinations, CLOCK, config, options);
  }

  private Answer post(String url) {
    return post(call, url);
  }

  private static Answer post(EndpointCall call, String url) {
    return call.post(URI.create(url), Map.of("webhook-id", "e1"), BODY)
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private static Answer.Answered answered(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Answered.class);
    return (Answer.Answered) answer;
  }

  private static CallFailure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    return ((Answer.Unanswered) answer).failure();
  }

  private static int serve(io.vertx.core.Handler<HttpServerRequest> handler) {
    HttpServer server = VERTX.createHttpServer().requestHandler(handler);
    return server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  /** A server that writes bytes, HTTP or not, to whoever sends it something. */
  private static int serveBytes(Consumer<NetSocket> afterRequest) {
    NetServer server =
        VERTX
            .createNetServer()
            .connectHandler(socket -> socket.handler(bytes -> afterRequest.accept(socket)));
    return server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }
}
