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

  /** Fills in the form, presses Pay, and pays if the bot agrees. */
  public JsonObject order(long messageId, JsonObject wish) {
    return post(
        "/sandbox/api/pay",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("person", payer)
            .put("messageId", messageId)
            .mergeIn(wish));
  }

  /** Has Telegram refuse the next calls of a method with this description. */
  public void refuse(String method, int times, String description) {
    post(
        "/sandbox/api/faults",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("method", method)
            .put("kind", "BAD_REQUEST")
            .put("times", times)
            .put("description", description));
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

  /** Opens an invoice link, as anybody may. */
  public static JsonObject openLink(String link) {
    return new JsonObject(given().queryParam("link", link).get("/sandbox/api/links").asString());
  }

  /**
   * Opens an invoice link, presses Pay and goes on to {@code PAY}, {@code FAIL} or {@code ABANDON}.
   */
  public static JsonObject payLink(String link, long payer, String outcome) {
    return post(
        "/sandbox/api/pay",
        new JsonObject().put("link", link).put("person", payer).put("outcome", outcome));
  }

  /** Presses a button that calls back, below the last message that has it. */
  public void pressButton(String text) {
    List<JsonObject> buttons = buttons(text);
    post("/sandbox/api/press", buttons.get(buttons.size() - 1));
  }

  /** The same, below the first message that has it. */
  public void pressFirstButton(String text) {
    post("/sandbox/api/press", buttons(text).get(0));
  }

  /** A press for each message that has such a button, oldest first. */
  private List<JsonObject> buttons(String text) {
    List<JsonObject> presses =
        messages().stream()
            .filter(message -> callbackData(message, text) != null)
            .map(
                message ->
                    new JsonObject()
                        .put("bot", shop.telegramBotId())
                        .put("person", payer)
                        .put("messageId", message.getLong("messageId"))
                        .put("data", callbackData(message, text)))
            .toList();
    if (presses.isEmpty()) {
      throw new AssertionError("no message has the button " + text + ": " + texts());
    }
    return presses;
  }

  private static String callbackData(JsonObject message, String text) {
    return message
        .getJsonObject("raw")
        .getJsonObject("reply_markup", new JsonObject())
        .getJsonArray("inline_keyboard", new JsonArray())
        .stream()
        .flatMap(row -> ((JsonArray) row).stream())
        .map(JsonObject.class::cast)
        .filter(button -> text.equals(button.getString("text")))
        .map(button -> button.getString("callback_data"))
        .findFirst()
        .orElse(null);
  }

  /** Writes to the bot. */
  public void say(String text) {
    post(
        "/sandbox/api/text",
        new JsonObject().put("bot", shop.telegramBotId()).put("person", payer).put("text", text));
  }

  /** Sends a photo to the bot. */
  public void sendPhoto(String caption) {
    post(
        "/sandbox/api/photo",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("person", payer)
            .put("caption", caption));
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

  /** Has the next calls of a method refused in these words. */
  public void refuse(String method, String description) {
    post(
        "/sandbox/api/faults",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("method", method)
            .put("kind", "BAD_REQUEST")
            .put("description", description));
  }

  /** Keeps what the bot should hear, until it is let go. */
  public void holdUpdates(boolean hold) {
    post(
        "/sandbox/api/faults",
        new JsonObject().put("bot", shop.telegramBotId()).put("holdDeliveries", hold));
  }

  /** Has Stars given back by somebody else than the service. */
  public void refundElsewhere(String chargeId) {
    post(
        "/sandbox/api/refunds",
        new JsonObject().put("bot", shop.telegramBotId()).put("chargeId", chargeId));
  }

  /** Pays for media in the chat. */
  public void buy(long messageId) {
    post("/sandbox/api/media", purchase(messageId));
  }

  /** Pays for media in a channel. */
  public void buyInChannel(long messageId, long channel) {
    post("/sandbox/api/media", purchase(messageId).put("chat", channel));
  }

  /** A new channel in which the bot may post. */
  public long channel() {
    JsonObject channel =
        post("/sandbox/api/groups", new JsonObject().put("title", "News").put("type", "CHANNEL"));
    post(
        "/sandbox/api/members",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("person", payer)
            .put("chat", channel.getLong("id"))
            .put("standing", "ADMINISTRATOR"));
    return channel.getLong("id");
  }

  private JsonObject purchase(long messageId) {
    return new JsonObject()
        .put("bot", shop.telegramBotId())
        .put("person", payer)
        .put("messageId", messageId);
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
