package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.SessionContexts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Judges endpoints by the addresses their names have, all of them, at creation and at each call.
 */
@ApplicationScoped
class Destinations {

  private static final String SETTING = "TILLGRAM_DELIVERY_ALLOWED_NETWORKS";

  /** The same of names that nobody knows, so that nobody learns what is known inside. */
  private static final String NOT_PUBLIC =
      "must name a host that can be found and has public addresses alone; the operator can allow"
          + " others with "
          + SETTING;

  private final Vertx vertx;
  private final HostNames names;
  private final CallableAddresses callable;
  private final Duration patience;

  Destinations(Vertx vertx, HostNames names, CallableAddresses callable, DeliveryConfig config) {
    this.vertx = vertx;
    this.names = names;
    this.callable = callable;
    this.patience = config.connectTimeout();
  }

  /** Reads what a merchant wrote; fails with {@link InvalidEndpointUrl} if it may not be called. */
  Uni<EndpointUrl> check(String text) {
    return Uni.createFrom()
        .item(() -> EndpointUrl.parse(text))
        .onItem()
        .call(url -> find(url).invoke(destination -> require(url, destination)))
        .emitOn(SessionContexts.ofCaller(vertx));
  }

  Uni<Destination> find(EndpointUrl url) {
    return url.literal()
        .map(address -> Uni.createFrom().item(judge(url, List.of(address))))
        .orElseGet(() -> lookUp(url));
  }

  private Uni<Destination> lookUp(EndpointUrl url) {
    return names
        .addresses(url.host())
        .map(addresses -> judge(url, addresses))
        .ifNoItem()
        .after(patience)
        .fail()
        .onFailure()
        .recoverWithItem(new Destination.Unresolved());
  }

  private Destination judge(EndpointUrl url, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      String objection = callable.objection(address).orElse("");
      if (!objection.isEmpty()) {
        return new Destination.Refused(
            url.literal().isPresent()
                ? "must not lead to "
                    + address.getHostAddress()
                    + ", which is "
                    + objection
                    + "; the operator can allow it with "
                    + SETTING
                : NOT_PUBLIC);
      }
    }
    return url.isEncrypted() || addresses.stream().allMatch(callable::isAllowed)
        ? new Destination.Callable(addresses)
        : new Destination.Refused(
            "must begin with https://; plain http is for the networks of " + SETTING);
  }

  private static void require(EndpointUrl url, Destination destination) {
    if (destination instanceof Destination.Refused refused) {
      throw new InvalidEndpointUrl(refused.finding());
    }
    if (destination instanceof Destination.Unresolved) {
      throw new InvalidEndpointUrl(NOT_PUBLIC);
    }
  }
}
