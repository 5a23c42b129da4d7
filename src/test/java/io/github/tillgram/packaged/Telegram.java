package io.github.tillgram.packaged;

import io.github.tillgram.sandbox.ImpatientSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The simulated Telegram in this JVM: it outlives the services that talk to it. */
final class Telegram {

  /** Who can pay, and be written to. */
  static final List<Long> PEOPLE = List.of(5000001L, 5000002L, 5000003L);

  private final Http http = new Http();
  private final int port;

  Telegram(Vertx vertx) {
    try {
      this.port =
          ImpatientSandbox.listen(vertx, 0)
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  int port() {
    return port;
  }

  JsonObject newBot(String username) {
    return post("bots", new JsonObject().put("name", "Shop").put("username", username));
  }

  /** Gives a bot new tokens, as @BotFather does; the old ones are void. */
  JsonObject renew(long bot, String what) {
    return post("tokens", new JsonObject().put("bot", bot).put("renew", what));
  }

  /** Has the next calls of a method fail. */
  void fault(long bot, String method, String kind, int times) {
    post(
        "faults",
        new JsonObject()
            .put("bot", bot)
            .put("method", method)
            .put("kind", kind)
            .put("times", times)
            .put("description", "Bad Request: ordered by a test"));
  }

  /** Has the next update of a kind come late. */
  void delay(long bot, String kind, Duration delay) {
    post(
        "faults",
        new JsonObject()
            .put("bot", bot)
            .put("update", kind)
            .put("delivery", "DELAY")
            .put("delay", delay.toString()));
  }

  boolean isWebhookSet(long bot) {
    return new JsonArray(http.get(api() + "bots").body())
        .stream()
            .map(JsonObject.class::cast)
            .filter(found -> found.getLong("id") == bot)
            .allMatch(found -> found.getBoolean("webhookSet"));
  }

  /** What a person sees in the chat with a bot. */
  Stream<JsonObject> messages(long bot, long person) {
    String chat = http.get(api() + "messages?bot=" + bot + "&person=" + person).body();
    return new JsonObject(chat).getJsonArray("messages").stream().map(JsonObject.class::cast);
  }

  /** Presses Pay and waits; the result's word. */
  String pay(long bot, long person, long messageId) {
    return post(
            "pay",
            new JsonObject()
                .put("bot", bot)
                .put("person", person)
                .put("messageId", messageId)
                .put("outcome", "PAY"))
        .getString("result");
  }

  /** The charges that a bot's customers were made, as the provider knows them. */
  List<String> charges(long bot) {
    return new JsonArray(http.get(api() + "charges?bot=" + bot).body())
        .stream().map(charge -> ((JsonObject) charge).getString("telegramChargeId")).toList();
  }

  /** Has the next so many calls of a bot go wrong. */
  void trouble(long bot, String kind, int times, int retryAfter) {
    post(
        "faults",
        new JsonObject()
            .put("bot", bot)
            .put("kind", kind)
            .put("times", times)
            .put("retryAfter", retryAfter));
  }

  private JsonObject post(String path, JsonObject body) {
    return new JsonObject(http.post(api() + path, body).body());
  }

  private String api() {
    return "http://localhost:" + port + "/sandbox/api/";
  }
}
