package io.github.tillgram.notification.delivery;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.Future;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks names up as the machine does (its hosts file, its name servers and their search domains),
 * but without a thread that waits, and tells every address that a name has.
 */
@ApplicationScoped
class HostNames {

  /** Questions and answers get lost when there are many at once; then they are asked again. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MORE_TRIES = 3;

  private final DnsNameResolver resolver;

  /** What is being asked; whoever wants to know the same waits for that answer. */
  private final Map<String, Uni<List<InetAddress>>> asked = new ConcurrentHashMap<>();

  @Inject
  HostNames(Vertx vertx) {
    this(vertx, DnsServerAddressStreamProviders.platformDefault());
  }

  HostNames(Vertx vertx, DnsServerAddressStreamProvider servers) {
    EventLoop loop = vertx.nettyEventLoopGroup().next();
    this.resolver =
        new DnsNameResolverBuilder(loop)
            .channelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
            .nameServerProvider(servers)
            .queryTimeoutMillis(PATIENCE.toMillis())
            .build();
  }

  /** The name's addresses, at least one; fails if there are none. */
  Uni<List<InetAddress>> addresses(String name) {
    return asked.computeIfAbsent(
        name,
        unknown ->
            ask(unknown)
                .onFailure(HostNames::gotLost)
                .retry()
                .atMost(MORE_TRIES)
                .onTermination()
                .invoke(() -> asked.remove(unknown))
                .memoize()
                .indefinitely());
  }

  private Uni<List<InetAddress>> ask(String name) {
    return Uni.createFrom()
        .emitter(emitter -> resolver.resolveAll(name).addListener(found -> emit(found, emitter)));
  }

  private static boolean gotLost(Throwable failure) {
    return failure instanceof DnsNameResolverTimeoutException
        || failure.getCause() instanceof DnsNameResolverTimeoutException;
  }

  @SuppressWarnings("unchecked")
  private static void emit(Future<?> found, UniEmitter<? super List<InetAddress>> emitter) {
    if (found.isSuccess()) {
      emitter.complete((List<InetAddress>) found.getNow());
    } else {
      emitter.fail(found.cause());
    }
  }

  @PreDestroy
  void close() {
    resolver.close();
  }
}
