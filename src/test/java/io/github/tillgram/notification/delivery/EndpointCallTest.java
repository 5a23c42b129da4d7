package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    VERTX.close();
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

  @Test
  void aNameThatChangesItsMindAfterItWasJudgedChangesNothing() {
    List<String> seen = new CopyOnWriteArrayList<>();
    int port = serve(request -> note(seen, request));
    nameServer.with("rebinding.example", List.of("127.0.0.1"), List.of("127.0.0.2"));
    EndpointCall careful = call(TestSettings.of("127.0.0.1"));

    Answer first = post(careful, "http://rebinding.example:" + port);
    Answer second = post(careful, "http://rebinding.example:" + port);

    assertThat(answered(first).status()).isEqualTo(200);
    assertThat(failure(second)).isEqualTo(CallFailure.REFUSED_ADDRESS);
    assertThat(nameServer.questions("rebinding.example"))
        .as("one question for each call: nobody asks again in order to connect")
        .isEqualTo(2);
    assertThat(seen).containsExactly("rebinding.example:" + port + " at 127.0.0.1");
    careful.close();
  }

  @Test
  void oneBadAddressAmongManyIsEnough() {
    nameServer.with("mixed.example", List.of("127.0.0.1", "10.0.0.1"));

    assertThat(failure(post("http://mixed.example:1/"))).isEqualTo(CallFailure.REFUSED_ADDRESS);
  }

  @Test
  void whoIsNotAtTheFirstAddressIsSoughtAtTheNext() {
    int port = serve(request -> request.response().end());
    nameServer.with("wide.example", List.of("127.0.0.2", "127.0.0.3", "127.0.0.1"));

    assertThat(answered(post("http://wide.example:" + port)).status()).isEqualTo(200);
  }

  @Test
  void aNameNobodyKnowsIsNoAddress() {
    assertThat(failure(post("http://nobody.example/"))).isEqualTo(CallFailure.UNRESOLVED);
  }

  @Test
  void aPortThatNobodyListensAtIsNotReached() {
    assertThat(failure(post("http://127.0.0.1:1/"))).isEqualTo(CallFailure.CONNECT_FAILED);
  }

  @Test
  void manyCallsSideBySideHinderNobody() {
    int healthy = serve(request -> request.response().setStatusCode(204).end());
    int hanging = serve(request -> {});
    for (int i = 0; i < 300; i++) {
      nameServer.with("shop" + i + ".example", List.of("127.0.0.1"));
    }
    EndpointCall patient =
        call(new TestSettings("127.0.0.0/8", Duration.ofSeconds(15), Duration.ofSeconds(5)));
    List<Uni<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int port = i % 3 == 0 ? hanging : healthy;
      URI url = URI.create("http://shop" + i + ".example:" + port + "/");
      calls.add(patient.post(url, Map.of("webhook-id", "e" + i), BODY));
    }

    List<Answer> answers =
        Uni.join().all(calls).andCollectFailures().await().atMost(Duration.ofSeconds(40));

    Map<String, Integer> ends = new TreeMap<>();
    answers.forEach(
        answer ->
            ends.merge(
                answer instanceof Answer.Answered ? "answered" : failure(answer).name(),
                1,
                Integer::sum));
    assertThat(ends).isEqualTo(Map.of("answered", 200, "TIMED_OUT", 100));
    patient.close();
  }

  @Test
  void whatManyWantToKnowAtOnceIsAskedOnce() {
    int port = serve(request -> request.response().end());
    nameServer.thinkingFor(Duration.ofMillis(500)).with("busy.example", List.of("127.0.0.1"));
    List<Uni<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(call.post(URI.create("http://busy.example:" + port + "/"), Map.of(), BODY));
    }

    List<Answer> answers =
        Uni.join().all(calls).andCollectFailures().await().atMost(Duration.ofSeconds(20));

    assertThat(answers).allSatisfy(answer -> assertThat(answered(answer).isSuccess()).isTrue());
    assertThat(nameServer.questions("busy.example")).isEqualTo(1);
  }

  @Test
  void aRedirectIsAnAnswerLikeAnyOther() {
    List<String> seen = new CopyOnWriteArrayList<>();
    int secret = serve(request -> note(seen, request));
    int port =
        serve(
            request ->
                request
                    .response()
                    .setStatusCode(Integer.parseInt(request.path().substring(1)))
                    .putHeader("Location", "http://127.0.0.1:" + secret + "/")
                    .end());

    assertThat(List.of(301, 302, 303, 307, 308))
        .allSatisfy(
            status ->
                assertThat(answered(post("http://127.0.0.1:" + port + "/" + status)).status())
                    .isEqualTo(status));
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "0                             | PT0S",
        "120                           | PT2M",
        "86400                         | PT24H",
        "86401                         | PT24H",
        "999999999999999999            | PT24H",
        "Sun, 01 Mar 2026 12:00:30 GMT | PT30S",
        "Sun, 01 Mar 2026 11:00:00 GMT | PT0S",
        "Sat, 01 Mar 2036 11:00:00 GMT | PT24H",
        "-5                            | none",
        "9999999999999999999           | none",
        "soon                          | none",
        "1.5                           | none"
      })
  void anEndpointSaysWhenToComeAgain(String header, Duration pause) {
    int port =
        serve(
            request ->
                request.response().setStatusCode(503).putHeader("Retry-After", header).end("busy"));

    Answer.Answered answer = answered(post("http://127.0.0.1:" + port));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.isSuccess()).isFalse();
    assertThat(answer.text()).isEqualTo("busy");
    assertThat(answer.retryAfter()).isEqualTo(Optional.ofNullable(pause));
  }

  @Test
  void whoHangsIsWaitedForUntilTheTimeIsUp() {
    AtomicInteger closed = new AtomicInteger();
    int port = serveBytes(socket -> socket.closeHandler(gone -> closed.incrementAndGet()));

    Answer answer = post("http://127.0.0.1:" + port);

    assertThat(failure(answer)).isEqualTo(CallFailure.TIMED_OUT);
    assertThat(answer.took()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(4000));
    Awaitility.await().untilAtomic(closed, equalTo(1));
  }

  @Test
  void aHeadThatDripsIsWaitedForNoLonger() {
    int port = serveBytes(socket -> drip(socket, "HTTP/1.1 200 OK\r\nX-Drip: " + "x".repeat(500)));

    Answer answer = post("http://127.0.0.1:" + port);

    assertThat(failure(answer)).isEqualTo(CallFailure.TIMED_OUT);
    assertThat(answer.took()).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void aBodyThatDripsEndsWithTheTimeButItsStatusCounts() {
    AtomicInteger closed = new AtomicInteger();
    int port =
        serveBytes(
            socket -> {
              socket.closeHandler(gone -> closed.incrementAndGet());
              drip(socket, "HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\nab");
            });

    Answer answer = post(call(TestSettings.LOOPBACK_ALLOWED), "http://127.0.0.1:" + port);

    assertThat(answered(answer).status()).isEqualTo(201);
    assertThat(answered(answer).text()).isEqualTo("ab");
    assertThat(answer.took()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(4000));
    Awaitility.await().untilAtomic(closed, equalTo(1));
  }

  @Test
  void aBodyWithoutEndIsReadNoFurther() {
    AtomicLong written = new AtomicLong();
    AtomicInteger closed = new AtomicInteger();
    int port =
        serve(
            request -> {
              request.response().setChunked(true);
              request.connection().closeHandler(gone -> closed.incrementAndGet());
              pour(request.response(), written);
            });

    Answer answer = post("http://127.0.0.1:" + port);

    assertThat(answered(answer).status()).isEqualTo(200);
    assertThat(answered(answer).text()).hasSize(1024).matches("x*");
    assertThat(answer.took()).isLessThan(Duration.ofSeconds(2));
    Awaitility.await().untilAtomic(closed, equalTo(1));
  }

  @Test
  void aLongBodyIsReadToItsEndAndTheConnectionUsedAgain() {
    List<String> connections = new CopyOnWriteArrayList<>();
    int port =
        serve(
            request -> {
              connections.add(request.remoteAddress().toString());
              request.response().end("y".repeat(16 * 1024));
            });

    for (int i = 0; i < 5; i++) {
      assertThat(answered(post("http://127.0.0.1:" + port)).text()).hasSize(1024);
    }

    assertThat(Set.copyOf(connections)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                         | CUT_OFF",
        "HTTP/1.1 20                                                | CUT_OFF",
        "HTTP/1.1 200 OK\\r\\nContent-Len                           | UNREADABLE",
        "SSH-2.0-OpenSSH_9.6\\r\\n\\r\\n                            | UNREADABLE",
        "HTTP/1.1 abc OK\\r\\n\\r\\n                                | UNREADABLE",
        "HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\n        | UNREADABLE"
      })
  void whatIsNoAnswerIsCalledSo(String bytes, CallFailure failure) {
    int port =
        serveBytes(
            socket -> {
              socket.write(bytes.replace("\\r", "\r").replace("\\n", "\n"));
              socket.close();
            });

    assertThat(failure(post("http://127.0.0.1:" + port))).isEqualTo(failure);
  }

  @Test
  void headersWithoutEndAreUnreadable() {
    int port = serveBytes(socket -> socket.write("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20)));

    assertThat(failure(post("http://127.0.0.1:" + port))).isEqualTo(CallFailure.UNREADABLE);
  }

  @Test
  void aConnectionThatIsResetIsCutOff() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread resetting =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read();
                  socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                  // the test is over
                }
              });
      resetting.start();

      Answer answer = post("http://127.0.0.1:" + server.getLocalPort());

      assertThat(failure(answer)).isEqualTo(CallFailure.CUT_OFF);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok | 200 | ok",
        "HTTP/1.1 103 Early Hints\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok | 200 | ok",
        "HTTP/1.0 200 OK\\r\\n\\r\\nuntil I close                                           | 200 | until I close",
        "HTTP/1.1 204 No Content\\r\\n\\r\\n                                               | 204 | ''",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\ncut                            | 200 | cut",
        "HTTP/1.1 410 Gone\\r\\nContent-Length: 4\\r\\n\\r\\nGone                            | 410 | Gone"
      })
  void whatIsUnusualIsUnderstood(String bytes, int status, String text) {
    int port =
        serveBytes(
            socket -> {
              socket.write(bytes.replace("\\r", "\r").replace("\\n", "\n"));
              socket.close();
            });

    Answer.Answered answer = answered(post("http://127.0.0.1:" + port));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(text);
  }

  @Test
  void compressedBodiesAreNotAskedForAndNotUnpacked() {
    HttpServer server =
        VERTX
            .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
            .requestHandler(request -> request.response().end("z".repeat(900)));
    assertThat(answered(post("http://127.0.0.1:" + listen(server))).text())
        .isEqualTo("z".repeat(900));

    byte[] bomb = {0x1f, (byte) 0x8b, 8, 0, 0, 0};
    int port =
        serve(
            request ->
                request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer(bomb)));
    Answer.Answered packed = answered(post("http://127.0.0.1:" + port));
    assertThat(packed.status()).isEqualTo(200);
    assertThat(packed.text()).isEqualTo("\ufffd");
  }

  @Test
  void theTextCanBeStoredAndShown() {
    int port =
        serve(
            request ->
                request
                    .response()
                    .end(
                        Buffer.buffer("a\u0000b\u001b[31m\tc\nd")
                            .appendByte((byte) 0xff)
                            .appendString("e".repeat(1010))
                            .appendString("\u20ac and more"))); // the first KiB ends within the €

    String text = answered(post("http://127.0.0.1:" + port)).text();

    assertThat(text).startsWith("ab[31m\tc\nd\ufffdeee").endsWith("e").doesNotContain("\u0000");
  }

  @Test
  void whoeverStopsWaitingClosesTheConnection() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    int port =
        serveBytes(
            socket -> {
              open.incrementAndGet();
              socket.closeHandler(gone -> closed.incrementAndGet());
            });

    Cancellable waiting =
        call.post(URI.create("http://127.0.0.1:" + port), Map.of(), BODY)
            .subscribe()
            .with(answer -> {});
    Awaitility.await().untilAtomic(open, equalTo(1));
    waiting.cancel();

    Awaitility.await().atMost(Duration.ofSeconds(1)).untilAtomic(closed, equalTo(1));
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

  private static void note(List<String> seen, HttpServerRequest request) {
    seen.add(request.host() + " at " + request.localAddress().hostAddress());
    request.response().end();
  }

  private static void drip(NetSocket socket, String text) {
    int begun = text.length() > 500 ? 20 : text.length();
    socket.write(text.substring(0, begun));
    AtomicInteger next = new AtomicInteger(begun);
    VERTX.setPeriodic(
        100,
        timer -> {
          if (next.get() == text.length()) {
            VERTX.cancelTimer(timer);
          } else {
            socket.write(text.substring(next.get(), next.incrementAndGet()));
          }
        });
  }

  private static void pour(HttpServerResponse response, AtomicLong written) {
    while (!response.closed() && !response.writeQueueFull()) {
      response.write("x".repeat(4096));
      written.addAndGet(4096);
    }
    if (!response.closed()) {
      response.drainHandler(drained -> pour(response, written));
    }
  }

  private static int serve(Handler<HttpServerRequest> handler) {
    return listen(VERTX.createHttpServer().requestHandler(handler));
  }

  private static int listen(HttpServer server) {
    return server
        .listen(0, "0.0.0.0")
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
            .connectHandler(
                socket -> {
                  AtomicBoolean isFirst = new AtomicBoolean(true);
                  socket.handler(
                      bytes -> {
                        if (isFirst.getAndSet(false)) {
                          afterRequest.accept(socket);
                        }
                      });
                });
    return server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }
}
