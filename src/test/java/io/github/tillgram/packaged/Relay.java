package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A port that leads to another port, and can be slow, fall silent (what it is given then waits), or
 * refuse everybody.
 */
final class Relay {

  private final Vertx vertx;
  private final IntSupplier target;
  private final Set<NetSocket> incoming = ConcurrentHashMap.newKeySet();
  private final int port;
  private NetServer server;
  private volatile boolean silent;
  private volatile Duration delay = Duration.ZERO;

  /**
   * @param target asked anew for each connection
   */
  Relay(Vertx vertx, IntSupplier target) {
    this.vertx = vertx;
    this.target = target;
    this.port = listen(0);
  }

  int port() {
    return port;
  }

  void fallSilent() {
    silent = true;
    incoming.forEach(NetSocket::pause);
  }

  void speak() {
    silent = false;
    incoming.forEach(NetSocket::resume);
  }

  /** Everything takes so much longer, there and back. */
  void slowDown(Duration each) {
    delay = each;
  }

  /** Nobody listens any more, and who was connected is not. */
  void refuse() {
    await(server.close().toCompletionStage().toCompletableFuture());
    incoming.forEach(NetSocket::close);
  }

  void accept() {
    listen(port);
  }

  private int listen(int wanted) {
    server = vertx.createNetServer().connectHandler(this::connect);
    await(server.listen(wanted).toCompletionStage().toCompletableFuture());
    return server.actualPort();
  }

  private static void await(java.util.concurrent.Future<?> done) {
    try {
      done.get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
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
    client.handler(bytes -> pass(bytes, there));
    there.handler(bytes -> pass(bytes, client));
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

  /** Timers of one length end in the order in which they were set. */
  private void pass(Buffer bytes, NetSocket to) {
    if (delay.isZero()) {
      to.write(bytes);
    } else {
      vertx.setTimer(delay.toMillis(), later -> to.write(bytes));
    }
  }
}
