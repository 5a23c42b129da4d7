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
 * Stands between the pool for pre-checkouts and PostgreSQL, and counts how often the service waits
 * for an answer: each Sync, and each simple query, of PostgreSQL's protocol is one round trip.
 */
public class PostgresTap implements QuarkusTestResourceLifecycleManager {

  private static final AtomicLong ROUND_TRIPS = new AtomicLong();

  private Vertx vertx;

  /** Round trips since the start. */
  public static long roundTrips() {
    return ROUND_TRIPS.get();
  }

  @Override
  public Map<String, String> start() {
    URI database = URI.create(EmbeddedDatabase.ensureRunning(Path.of("target", "data")).url());
    vertx = Vertx.vertx();
    NetServer server = vertx.createNetServer();
    server.connectHandler(client -> connect(client, database));
    server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    return Map.of(
        "quarkus.datasource.checkout.reactive.url",
        "postgresql://localhost:" + server.actualPort() + database.getPath());
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void connect(NetSocket client, URI database) {
    client.pause();
    vertx
        .createNetClient()
        .connect(database.getPort(), database.getHost())
        .onSuccess(
            server -> {
              Frames frames = new Frames();
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

    private Buffer rest = Buffer.buffer();
    private boolean started;

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
          ROUND_TRIPS.incrementAndGet();
        }
        started = true;
        at += length;
      }
      rest = rest.getBuffer(at, rest.length());
    }
  }
}
