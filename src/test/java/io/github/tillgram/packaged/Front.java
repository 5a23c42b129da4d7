package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before the replicas, as a Kubernetes Service does: whoever was ready when it last
 * looked gets requests, one after the other. It acts on what it saw a little late.
 */
final class Front implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LATE = Duration.ofMillis(750);

  private final Vertx vertx;
  private final long timer;
  private final HttpClient looks;
  private final Proxy proxy;
  private final List<ServiceProcess> replicas = new CopyOnWriteArrayList<>();
  private final List<ServiceProcess> ready = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  Front(Vertx vertx) {
    this.vertx = vertx;
    this.looks =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1000).setKeepAlive(false));
    this.proxy = new Proxy(vertx, (request, body) -> next());
    this.timer = vertx.setPeriodic(LOOK.toMillis(), look -> replicas.forEach(this::look));
  }

  String root() {
    return proxy.root();
  }

  void add(ServiceProcess replica) {
    replicas.add(replica);
  }

  /** It is gone for good; until then it may well be asked. */
  void forget(ServiceProcess replica) {
    replicas.remove(replica);
    ready.remove(replica);
  }

  boolean sendsTo(ServiceProcess replica) {
    return ready.contains(replica);
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }

  private OptionalInt next() {
    List<ServiceProcess> known = List.copyOf(ready);
    return known.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            URI.create(known.get(Math.floorMod(turn.getAndIncrement(), known.size())).root())
                .getPort());
  }

  private void look(ServiceProcess replica) {
    URI address = URI.create(replica.managementRoot());
    looks
        .request(HttpMethod.GET, address.getPort(), "localhost", "/q/health/ready")
        .compose(request -> request.send())
        .map(answer -> answer.statusCode() == 200)
        .otherwise(false)
        .onSuccess(isReady -> vertx.setTimer(LATE.toMillis(), late -> note(replica, isReady)));
  }

  private void note(ServiceProcess replica, boolean isReady) {
    if (!isReady || !replicas.contains(replica)) {
      ready.remove(replica);
    } else if (!ready.contains(replica)) {
      ready.add(replica);
    }
  }
}
