package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Authority;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom deliveries are told to under the name of a merchant's host, with real certificates. */
class EncryptedCallTest {

  private static final String HOST = "shop.example";

  private final Vertx vertx = Vertx.vertx();
  private final NameServer nameServer = new NameServer();
  private final HostNames names = new HostNames(vertx, nameServer.provider());
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  private Authority authority;
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    authority = new Authority(directory, "known");
    authority.sign("dns:" + HOST);
    nameServer.with(HOST, List.of("127.0.0.1"));
    nameServer.with("other.example", List.of("127.0.0.1"));
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setSni(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(directory.resolve("server.pem").toString())
                            .setKeyPath(directory.resolve("server.key").toString())))
            .requestHandler(
                request -> {
                  asked.add(request.connection().indicatedServerName() + " " + request.host());
                  request.response().setStatusCode(204).end();
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void close() {
    names.close();
    nameServer.close();
    vertx.close();
  }

  @Test
  void whoProvesToHaveTheNameIsTold() {
    Answer answer = post(HOST, authority.certificate());

    assertThat(answer).isInstanceOf(Answer.Answered.class);
    assertThat(((Answer.Answered) answer).status()).isEqualTo(204);
    assertThat(asked).containsExactly(HOST + " " + HOST + ":" + server.actualPort());
  }

  @Test
  void whoProvesToHaveAnotherNameIsNotTold() {
    assertThat(failure(post("other.example", authority.certificate())))
        .isEqualTo(CallFailure.TLS_FAILED);
    assertThat(asked).isEmpty();
  }

  @Test
  void whoseCertificateNobodyVouchesForIsNotTold() throws Exception {
    Authority another = new Authority(directory, "another");

    assertThat(failure(post(HOST, another.certificate()))).isEqualTo(CallFailure.TLS_FAILED);
    assertThat(asked).isEmpty();
  }

  @Test
  void theAuthoritiesOfTheMachineAreTheOnesThatCountInProduction() {
    EndpointCall call =
        new EndpointCall(
            vertx, destinations(), Clock.systemUTC(), settings(), new HttpClientOptions());

    assertThat(failure(post(call, HOST))).isEqualTo(CallFailure.TLS_FAILED);
    call.close();
  }

  private Answer post(String host, Path trusted) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setTrustOptions(new PemTrustOptions().addCertPath(trusted.toString()));
    EndpointCall call =
        new EndpointCall(vertx, destinations(), Clock.systemUTC(), settings(), options);
    try {
      return post(call, host);
    } finally {
      call.close();
    }
  }

  private Answer post(EndpointCall call, String host) {
    return call.post(
            URI.create("https://" + host + ":" + server.actualPort() + "/"),
            Map.of("webhook-id", "e1"),
            new byte[] {'{', '}'})
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private Destinations destinations() {
    return new Destinations(vertx, names, new CallableAddresses(settings()), settings());
  }

  private static DeliveryConfig settings() {
    return new TestSettings("127.0.0.0/8", Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  private static CallFailure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    return ((Answer.Unanswered) answer).failure();
  }
}
