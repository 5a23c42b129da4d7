package io.github.tillgram.testsupport;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Many callers at once, each on a connection of its own, as Telegram opens them. */
public final class Crowd {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Crowd() {}

  /** Delivers all the updates at the same time; the answers are in their order. */
  public static List<HttpResponse<String>> deliver(Shop shop, Stream<JsonObject> updates) {
    List<CompletableFuture<HttpResponse<String>>> calls =
        updates.map(update -> deliver(shop, update)).toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  /** Delivers an update and does not wait for the answer. */
  public static CompletableFuture<HttpResponse<String>> deliver(Shop shop, JsonObject update) {
    return send(
        HttpRequest.newBuilder(uri("/telegram/webhook/" + shop.botKey()))
            .header("X-Telegram-Bot-Api-Secret-Token", shop.webhookSecret())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(update.encode())));
  }

  /** Posts nothing to a path of our own API and does not wait for the answer. */
  public static CompletableFuture<HttpResponse<String>> post(Shop shop, String path) {
    return post(shop, path, "");
  }

  /** Posts JSON to a path of our own API and does not wait for the answer. */
  public static CompletableFuture<HttpResponse<String>> post(Shop shop, String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + shop.apiKey())
            .header("Content-Type", "application/json")
            .POST(json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
  }

  private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + path);
  }
}
