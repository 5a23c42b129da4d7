package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** A group or channel of the sandbox, with a shop's bot in it or not. */
public final class SandboxGroup {

  private static final long OWNER = 5000001;

  private final Shop shop;
  private final long id;

  private SandboxGroup(Shop shop, long id) {
    this.shop = shop;
    this.id = id;
  }

  /**
   * @param type {@code GROUP}, {@code SUPERGROUP} or {@code CHANNEL}
   */
  public static SandboxGroup create(Shop shop, String type) {
    JsonObject order = new JsonObject().put("title", "Friends of tea").put("type", type);
    return new SandboxGroup(shop, post("groups", order).getLong("id"));
  }

  public long id() {
    return id;
  }

  /** Makes the bot {@code MEMBER}, {@code ADMINISTRATOR} or {@code KICKED}. */
  public SandboxGroup place(String standing) {
    post("members", of(OWNER).put("standing", standing));
    return this;
  }

  public SandboxGroup upgrade() {
    return new SandboxGroup(shop, post("upgrades", of(OWNER)).getLong("id"));
  }

  /** What was said there, as the page sees it. */
  public List<JsonObject> messages() {
    String found =
        given()
            .queryParam("bot", shop.telegramBotId())
            .queryParam("person", OWNER)
            .queryParam("chat", id)
            .get("/sandbox/api/messages")
            .asString();
    return new JsonObject(found)
        .getJsonArray("messages").stream().map(JsonObject.class::cast).toList();
  }

  public List<String> texts() {
    return messages().stream()
        .map(message -> message.getString("text"))
        .filter(text -> text != null)
        .toList();
  }

  /** The only invoice that is there, once it is there. */
  public JsonObject awaitInvoice() {
    await().atMost(Duration.ofSeconds(15)).until(() -> invoices().size() == 1);
    return invoices().get(0);
  }

  private List<JsonObject> invoices() {
    return messages().stream().filter(message -> message.containsKey("invoice")).toList();
  }

  /** How a member's attempt to pay a message ends. */
  public JsonObject pay(long payer, long messageId, String outcome) {
    return post("pay", of(payer).put("messageId", messageId).put("outcome", outcome));
  }

  /** Copies an invoice of the private chat into this one. */
  public JsonObject forward(long person, long messageId) {
    return post("forwards", of(person).put("messageId", messageId));
  }

  /** Types the bot's name and a text. */
  public static JsonObject type(Shop shop, long person, String query, String offset) {
    return post(
        "inline",
        new JsonObject()
            .put("bot", shop.telegramBotId())
            .put("person", person)
            .put("query", query)
            .put("offset", offset));
  }

  /** Picks one of the results of what the person typed last. */
  public JsonObject pick(long person, String result) {
    return post("pick", of(person).put("result", result));
  }

  private JsonObject of(long person) {
    return new JsonObject().put("bot", shop.telegramBotId()).put("person", person).put("chat", id);
  }

  private static JsonObject post(String path, JsonObject body) {
    return new JsonObject(
        given()
            .contentType(ContentType.JSON)
            .body(body.encode())
            .post("/sandbox/api/" + path)
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }
}
