package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** A port that leads to another port, and can fall silent: what it is given then waits. */
final class Relay {

  private final Vertx vertx;
  private final IntSupplier target;
  private final NetServer server;
  private final Set<NetSocket> incoming = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;

  /**
   * @param target asked anew for each connection
   */
  Relay(Vertx vertx, IntSupplier target) {
    this.vertx = vertx;
    this.target = target;
    this.server = vertx.createNetServer().connectHandler(this::connect);
    try {
      server.listen(0).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  int port() {
    return server.actualPort();
  }

  void fallSilent() {
    silent = true;
    incoming.forEach(NetSocket::pause);
  }

  void speak() {
    silent = false;
    incoming.forEach(NetSocket::resume);
  }

  private void connect(NetSocket client) {
    client.pause();
    vertx
        .createNetClient()
        .connect(target.getAsInt(), "localhost")
        .onSuccess(there -> join(client, there))
        .onFailure(refused -> client.close());
  }

  private void join(NetSocket client, NetSocket there) {
    client.exceptionHandler(reset -> {});
    there.exceptionHandler(reset -> {});
    client.handler(there::write);
    there.handler(client::write);
    client.closeHandler(
        closed -> {
          incoming.remove(client);
          there.close();
        });
    there.closeHandler(closed -> client.close());
    incoming.add(client);
    if (!silent) {
      client.resume();
    }
  }
}
