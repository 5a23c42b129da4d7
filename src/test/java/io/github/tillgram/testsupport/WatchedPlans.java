package io.github.tillgram.testsupport;

import io.github.tillgram.sandbox.database.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * Stands between the service and PostgreSQL, and has PostgreSQL tell how it went about each
 * statement: {@code auto_explain} says it in notices.
 */
public class WatchedPlans implements QuarkusTestResourceLifecycleManager {

  private static final String OPTIONS =
      "options\0-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
          + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off"
          + " -c auto_explain.log_format=json -c auto_explain.log_level=notice\0";

  private static final Queue<JsonObject> SEEN = new ConcurrentLinkedQueue<>();

  private Vertx vertx;

  public static void forget() {
    SEEN.clear();
  }

  /** How the statements that mention this were run since {@link #forget}. */
  public static List<JsonObject> of(String mention) {
    return SEEN.stream().filter(plan -> plan.getString("Query Text").contains(mention)).toList();
  }

  /** How many rows were looked at in tables, whether they were wanted or not. */
  public static long rowsLookedAt(JsonObject plan) {
    return sum(plan.getJsonObject("Plan"), node -> true);
  }

  /** The same, of those that were come by without an index. */
  public static long rowsWithoutIndex(JsonObject plan) {
    return sum(plan.getJsonObject("Plan"), node -> node.getString("Node Type").equals("Seq Scan"));
  }

  private static long sum(JsonObject node, Predicate<JsonObject> counted) {
    long rows = 0;
    if (node.containsKey("Relation Name") && counted.test(node)) {
      double each =
          number(node, "Actual Rows")
              + number(node, "Rows Removed by Filter")
              + number(node, "Rows Removed by Join Filter")
              + number(node, "Rows Removed by Index Recheck");
      rows = Math.round(each * number(node, "Actual Loops"));
    }
    for (Object child : node.getJsonArray("Plans", new JsonArray())) {
      rows += sum((JsonObject) child, counted);
    }
    return rows;
  }

  private static double number(JsonObject node, String name) {
    return node.getDouble(name, 0.0);
  }

  @Override
  public Map<String, String> start() {
    vertx = Vertx.vertx();
    URI database = URI.create(EmbeddedDatabase.ensureRunning(Path.of("target", "data")).url());
    NetServer server = vertx.createNetServer();
    server.connectHandler(client -> connect(client, database));
    server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    return Map.of(
        "quarkus.datasource.reactive.url",
        "postgresql://localhost:" + server.actualPort() + database.getPath(),
        // The client repeats every notice in the log.
        "quarkus.log.category.\"io.vertx.pgclient\".level",
        "ERROR",
        "tillgram.outbox.poll",
        "PT1H",
        "tillgram.delivery.poll",
        "PT1H");
  }

  @Override
  public void stop() {
    vertx.close();
  }

  private void connect(NetSocket client, URI database) {
    client.pause();
    vertx
        .createNetClient()
        .connect(database.getPort(), database.getHost())
        .onSuccess(
            server -> {
              boolean[] started = {false};
              Notices notices = new Notices();
              client.handler(
                  bytes -> {
                    server.write(started[0] ? bytes : withOptions(bytes));
                    started[0] = true;
                  });
              server.handler(
                  bytes -> {
                    notices.take(bytes);
                    client.write(bytes);
                  });
              client.closeHandler(closed -> server.close());
              server.closeHandler(closed -> client.close());
              client.resume();
            })
        .onFailure(failure -> client.close());
  }

  /** The first message of a connection: its length, and names and values up to an empty name. */
  private static Buffer withOptions(Buffer startup) {
    byte[] options = OPTIONS.getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer()
        .appendInt(startup.getInt(0) + options.length)
        .appendBuffer(startup.getBuffer(4, startup.length() - 1))
        .appendBytes(options)
        .appendByte((byte) 0);
  }

  /** Cuts what the server says into messages, and picks the plans out of its notices. */
  private static final class Notices {

    private static final int HEADER = 5;

    private Buffer rest = Buffer.buffer();

    void take(Buffer bytes) {
      rest = rest.appendBuffer(bytes);
      int at = 0;
      while (rest.length() >= at + HEADER && rest.length() >= at + 1 + rest.getInt(at + 1)) {
        int end = at + 1 + rest.getInt(at + 1);
        if (rest.getByte(at) == 'N') {
          notice(rest.getString(at + HEADER, end));
        }
        at = end;
      }
      rest = rest.getBuffer(at, rest.length());
    }

    private static void notice(String fields) {
      for (String field : fields.split("\0")) {
        int plan = field.indexOf("plan:\n");
        if (field.startsWith("M") && plan >= 0) {
          SEEN.add(new JsonObject(field.substring(plan + "plan:\n".length())));
        }
      }
    }
  }
}
