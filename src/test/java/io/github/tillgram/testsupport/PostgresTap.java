package io.github.tillgram.testsupport;

import io.github.tillgram.sandbox.database.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between the pools and PostgreSQL, and counts how often the service waits for an answer:
 * each Sync, and each simple query, of PostgreSQL's protocol is one round trip. The outbox is not
 * looked at meanwhile.
 */
public class PostgresTap implements QuarkusTestResourceLifecycleManager {

  private static final AtomicLong OF_CHECKOUTS = new AtomicLong();
  private static final AtomicLong OF_THE_REST = new AtomicLong();

  private Vertx vertx;

  /** Round trips of the pool for pre-checkouts since the start. */
  public static long roundTripsOfCheckouts() {
    return OF_CHECKOUTS.get();
  }

  /** Round trips of the other pool since the start. */
  public static long roundTrips() {
    return OF_THE_REST.get();
  }

  @Override
  public Map<String, String> start() {
    vertx = Vertx.vertx();
    return Map.of(
        "quarkus.datasource.checkout.reactive.url",
        tap(OF_CHECKOUTS),
        "quarkus.datasource.reactive.url",
        tap(OF_THE_REST),
        "tillgram.outbox.poll",
        "PT1H",
        "tillgram.delivery.poll",
        "PT1H",
        "tillgram.events.seal-every",
        "PT1H");
  }

  private String tap(AtomicLong roundTrips) {
    URI database = URI.create(EmbeddedDatabase.ensureRunning(Path.of("target", "data")).url());
    NetServer server = vertx.createNetServer();
    server.connectHandler(client -> connect(client, database, new Frames(roundTrips)));
    server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    return "postgresql://localhost:" + server.actualPort() + database.getPath();
  }

  @Override
  public void stop() {
    vertx.close();
  }

  private void connect(NetSocket client, URI database, Frames frames) {
    client.pause();
    vertx
        .createNetClient()
        .connect(database.getPort(), database.getHost())
        .onSuccess(
            server -> {
              client.handler(
                  bytes -> {
                    frames.count(bytes);
                    server.write(bytes);
                  });
              server.handler(client::write);
              client.closeHandler(closed -> server.close());
              server.closeHandler(closed -> client.close());
              client.resume();
            })
        .onFailure(failure -> client.close());
  }

  /** Cuts what the service says into messages. The first one has no type. */
  private static final class Frames {

    private final AtomicLong roundTrips;
    private Buffer rest = Buffer.buffer();
    private boolean started;

    Frames(AtomicLong roundTrips) {
      this.roundTrips = roundTrips;
    }

    void count(Buffer bytes) {
      rest = rest.appendBuffer(bytes);
      int at = 0;
      while (true) {
        int header = started ? 1 : 0;
        if (rest.length() < at + header + 4) {
          break;
        }
        int length = rest.getInt(at + header) + header;
        if (rest.length() < at + length) {
          break;
        }
        if (started && (rest.getByte(at) == 'S' || rest.getByte(at) == 'Q')) {
          roundTrips.incrementAndGet();
        }
        started = true;
        at += length;
      }
      rest = rest.getBuffer(at, rest.length());
    }
  }
}
