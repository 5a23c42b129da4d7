package io.github.tillgram.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Timing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A sandbox on a port of its own, with impatient timing, and the two clients a test needs. */
final class SandboxServer implements AutoCloseable {
  static final String TOKEN = "1000001:sandbox-merchant-bot-token-0000001";
  static final String PROVIDER = "1877036958:TEST:sandbox";
  static final String BOT = "sandbox_merchant_bot";
  static final long NORA = 5000001;
  static final Timing IMPATIENT =
      new Timing(Duration.ofMillis(600), Duration.ofMillis(700), Duration.ofMillis(60));

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Sandbox sandbox;
  private final String root;

  SandboxServer() {
    this(Clock.systemUTC(), null);
  }

  SandboxServer(Clock clock, Path state) {
    sandbox = new Sandbox(vertx, clock, state, IMPATIENT);
    root = "http://localhost:" + await(sandbox.listen(0).toCompletionStage().toCompletableFuture());
  }

  Vertx vertx() {
    return vertx;
  }

  String root() {
    return root + "/sandbox";
  }

  ObjectNode object() {
    return mapper.createObjectNode();
  }

  JsonNode json(String text) {
    try {
      return mapper.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls a method of the first bot; the JSON may use single quotes. */
  JsonNode call(String method, String json) {
    return call(TOKEN, method, json(json));
  }

  JsonNode call(String token, String method, JsonNode arguments) {
    return body(post("/telegram/bot" + token + "/" + method, arguments.toString()));
  }

  /** The token of a new bot on the test servers. */
  String testBot() {
    String order = "{'name':'Test','username':'test_server_bot','environment':'TEST'}";
    return api("bots", order).path("token").asText();
  }

  /** The description of the error a call must end with. */
  String error(String method, String json) {
    JsonNode answer = call(method, json);
    return answer.path("ok").asBoolean() ? "ok" : answer.path("description").asText();
  }

  JsonNode api(String path, String json) {
    return body(post("/api/" + path, json(json).toString()));
  }

  CompletableFuture<JsonNode> apiLater(String path, String json) {
    return CompletableFuture.supplyAsync(() -> api(path, json));
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(root() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(root() + path)));
  }

  JsonNode body(HttpResponse<String> response) {
    return parse(response.body());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(15, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
    await(vertx.close().toCompletionStage().toCompletableFuture());
  }

  private JsonNode parse(String text) {
    try {
      return mapper.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
