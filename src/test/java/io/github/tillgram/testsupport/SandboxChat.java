package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What a payer of the sandbox sees and does in the chat with a shop's bot. */
public final class SandboxChat {

  /** A payer whose language is English. */
  public static final long PAYER = 5000001;

  private final Shop shop;
  private final long payer;

  public SandboxChat(Shop shop, long payer) {
    this.shop = shop;
    this.payer = payer;
  }

  public List<JsonObject> messages() {
    JsonArray messages =
        new JsonObject(
                given()
                    .queryParam("bot", shop.telegramBotId())
                    .queryParam("person", payer)
                    .get("/sandbox/api/messages")
                    .asString())
            .getJsonArray("messages");
    return messages.stream().map(JsonObject.class::cast).toList();
  }

  public List<JsonObject> invoices() {
    return messages().stream().filter(message -> message.containsKey("invoice")).toList();
  }

  public List<String> texts() {
    return messages().stream()
        .filter(message -> message.getString("text") != null)
        .map(message -> message.getString("text"))
        .toList();
  }

  /** The id of the only invoice in the chat, once it is there. */
  public long awaitInvoice() {
    await().atMost(Duration.ofSeconds(15)).until(() -> invoices().size() == 1);
    return invoices().get(0).getLong("messageId");
  }

  /** Presses Pay and goes on to {@code PAY}, {@code FAIL} or {@code ABANDON}. */
  public JsonObject press(long messageId, String outcome) {
    return post(
        "/sandbox/api/pay",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("person", payer)
            .put("messageId", messageId)
            .put("outcome", outcome));
  }

  /** Writes to the bot. */
  public void say(String text) {
    post(
        "/sandbox/api/text",
        new JsonObject().put("bot", shop.telegramBotId()).put("person", payer).put("text", text));
  }

  public void block() {
    post(
        "/sandbox/api/block",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("person", payer)
            .put("blocked", true));
  }

  /** Has the simulated Bot API misbehave at the next calls of a method. */
  public void fault(String method, String kind, int times, int retryAfter) {
    post(
        "/sandbox/api/faults",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("method", method)
            .put("kind", kind)
            .put("times", times)
            .put("retryAfter", retryAfter));
  }

  private static JsonObject post(String path, JsonObject body) {
    return new JsonObject(
        given()
            .contentType(ContentType.JSON)
            .body(body.encode())
            .post(path)
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }
}
