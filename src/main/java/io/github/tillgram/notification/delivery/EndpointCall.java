package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.SessionContexts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls the endpoint of a merchant, who is trusted with nothing: neither with where his address
 * leads, nor with how, how much or how fast is answered. Connects to an address that was judged for
 * this call, so a name that means something else a moment later changes nothing. Redirects are not
 * followed.
 */
@ApplicationScoped
class EndpointCall {

  private static final String USER_AGENT = "Tillgram-Delivery/1";

  /** Calls that one host is asked side by side; further ones wait for their turn. */
  private static final int CONNECTIONS_PER_HOST = 64;

  /** Shorter than common servers keep theirs, so that we seldom use one that is about to close. */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final Destinations destinations;
  private final Clock clock;
  private final Duration timeout;
  private final HttpClient client;

  @Inject
  EndpointCall(Vertx vertx, Destinations destinations, Clock clock, DeliveryConfig config) {
    this(vertx, destinations, clock, config, new HttpClientOptions());
  }

  /**
   * @param options where a test says whom to trust
   */
  EndpointCall(
      Vertx vertx,
      Destinations destinations,
      Clock clock,
      DeliveryConfig config,
      HttpClientOptions options) {
    this.vertx = vertx;
    this.destinations = destinations;
    this.clock = clock;
    this.timeout = config.timeout();
    long connectMillis = config.connectTimeout().toMillis();
    this.client =
        vertx.createHttpClient(
            options
                .setConnectTimeout((int) connectMillis)
                .setSslHandshakeTimeout(connectMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setTracingPolicy(TracingPolicy.IGNORE),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_HOST));
  }

  /** Never fails because of the endpoint or the network: that is an answer, too. */
  Uni<Answer> post(URI url, Map<String, String> headers, byte[] body) {
    return Uni.createFrom()
        .deferred(() -> call(url, new Message(headers, Buffer.buffer(body), System.nanoTime())))
        .emitOn(SessionContexts.ofCaller(vertx));
  }

  private Uni<Answer> call(URI uri, Message message) {
    EndpointUrl url;
    try {
      url = EndpointUrl.parse(uri.toString());
    } catch (InvalidEndpointUrl refused) {
      return unanswered(CallFailure.REFUSED_ADDRESS, message);
    }
    return destinations.find(url).chain(destination -> call(url, destination, message));
  }

  private Uni<Answer> call(EndpointUrl url, Destination destination, Message message) {
    if (destination instanceof Destination.Callable callable) {
      return ask(url, callable.addresses(), message);
    }
    return unanswered(
        destination instanceof Destination.Refused
            ? CallFailure.REFUSED_ADDRESS
            : CallFailure.UNRESOLVED,
        message);
  }

  /** Whoever cannot be reached at one address may be reached at the next. */
  private Uni<Answer> ask(EndpointUrl url, List<InetAddress> addresses, Message message) {
    RequestOptions request = request(url, addresses.get(0), message);
    return new Exchange(vertx, clock, message.begun(), timeout)
        .ask(() -> client.request(request), message.body())
        .chain(
            answer ->
                addresses.size() > 1 && wasNotReached(answer)
                    ? ask(url, addresses.subList(1, addresses.size()), message)
                    : Uni.createFrom().item(answer));
  }

  private static boolean wasNotReached(Answer answer) {
    return answer instanceof Answer.Unanswered unanswered
        && unanswered.failure() == CallFailure.CONNECT_FAILED;
  }

  private static RequestOptions request(EndpointUrl url, InetAddress address, Message message) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.isEncrypted())
            .setURI(url.target())
            .setFollowRedirects(false);
    message.headers().forEach(request::putHeader);
    return request.putHeader("User-Agent", USER_AGENT);
  }

  private static Uni<Answer> unanswered(CallFailure failure, Message message) {
    return Uni.createFrom().item(new Answer.Unanswered(failure, Exchange.since(message.begun())));
  }

  @PreDestroy
  void close() {
    client.close();
  }

  private record Message(Map<String, String> headers, Buffer body, long begun) {}
}
