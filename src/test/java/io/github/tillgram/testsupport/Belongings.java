package io.github.tillgram.testsupport;

import static org.awaitility.Awaitility.await;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** One of everything that our API has under an id, each belonging to one merchant. */
public final class Belongings implements AutoCloseable {

  private static final long PAYER = SandboxChat.PAYER;

  private final Shop shop;
  private final Shops shops;
  private final Database database;
  private final Encryption encryption;
  private final Listener listener;
  private final Map<String, String> ids = new HashMap<>();

  public Belongings(Shops shops, Database database, Encryption encryption) throws IOException {
    this.shop = shops.open();
    this.shops = shops;
    this.database = database;
    this.encryption = encryption;
    this.listener = new Listener();
  }

  public Shop shop() {
    return shop;
  }

  /** What has an id so far. */
  public Collection<String> ids() {
    return ids.values();
  }

  /**
   * The id of the one in this collection, as the path names it.
   *
   * @throws AssertionError for a collection that nobody taught this class to fill
   */
  public String id(String collection) {
    String known = ids.get(collection);
    if (known == null) {
      known = make(collection);
      ids.put(collection, known);
    }
    return known;
  }

  /** An id in this collection that never existed. */
  public static String nobodys(String collection) {
    return switch (collection) {
      case "events" -> "evt_000000000000_1";
      case "payers" -> "4711";
      default -> UUID.randomUUID().toString();
    };
  }

  /** What a body needs of this world under this name; {@code null} if nothing in particular. */
  public Object value(String property) {
    return switch (property) {
      case "token" -> shops.sandboxBot().getString("token");
      case "url" -> listener.url();
      default -> reference(property) == null ? null : id(reference(property));
    };
  }

  /** The collection that a name such as {@code botId} refers to; {@code null} for no reference. */
  public static String reference(String name) {
    List<String> collections = List.of("bots", "invoices", "endpoints", "events");
    String collection = name.endsWith("Id") ? name.substring(0, name.length() - 2) + "s" : "";
    return collections.contains(collection) ? collection : null;
  }

  private String make(String collection) {
    return switch (collection) {
      case "bots" -> shop.botId().toString();
      case "merchants", "event-chains" -> shop.merchantId().toString();
      case "invoices" -> shop.issue(Shop.tea()).toString();
      case "payments" -> payment();
      case "subscriptions" -> subscription();
      case "paid-media" -> paidMedia();
      case "apay-projects", "deposits" -> atApay(collection);
      case "api-keys" -> post("/api/v1/api-keys", key());
      case "endpoints" -> post("/api/v1/endpoints", new JsonObject().put("url", listener.url()));
      case "deliveries" -> delivery();
      case "events" -> event();
      case "quarantine" -> quarantined();
      case "payers" ->
          Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
      default ->
          throw new AssertionError("Teach Belongings how to make one of /api/v1/" + collection);
    };
  }

  private String payment() {
    UUID invoice = UUID.fromString(id("invoices"));
    shop.pay(PAYER, invoice, "USD", 1, "charge-of-belongings").then().statusCode(200);
    return first("/api/v1/payments");
  }

  private String subscription() {
    UUID invoice = shop.issue(Subscriber.monthly(100));
    new Subscriber(shop, invoice, PAYER).begins("charge-of-subscriber");
    return first("/api/v1/subscriptions");
  }

  private String paidMedia() {
    JsonObject photo =
        new JsonObject().put("type", "photo").put("media", "https://example.com/tea.jpg");
    return post(
        "/api/v1/paid-media",
        new JsonObject()
            .put("chatId", PAYER)
            .put("starCount", 5)
            .put("media", new JsonArray().add(photo)));
  }

  private String atApay(String collection) {
    ApayShop apay = ApayShop.of(shop, database);
    ids.put("apay-projects", apay.projectId().toString());
    ApayShop.Attempt attempt = apay.begin(shop.issue(ApayShop.tea("INR", 100_00)));
    apay.post(ApayShop.transaction(attempt, "Failed", "100", "INR"));
    ids.put("deposits", first("/api/v1/deposits"));
    return ids.get(collection);
  }

  private String delivery() {
    String example = "/api/v1/endpoints/" + id("endpoints") + "/example";
    return shop.api()
        .body("{\"type\": \"invoice.paid\"}")
        .post(example)
        .then()
        .statusCode(202)
        .extract()
        .path("deliveryId");
  }

  private String event() {
    id("invoices");
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> shop.api().get("/api/v1/events").path("items[0].id"), id -> id != null);
  }

  private String quarantined() {
    UUID id = Ids.next();
    database.update(
        "INSERT INTO quarantine (id, bot_id, digest, reason, body) VALUES (?, ?, ?, ?, ?)",
        id,
        shop.botId(),
        new byte[] {1},
        "a test",
        encryption.encrypt(Secret.of("{}"), new Place("quarantine", "body", id)));
    return id.toString();
  }

  private static JsonObject key() {
    return new JsonObject().put("name", "Reader").put("scopes", new JsonArray().add("read"));
  }

  private String first(String list) {
    return shop.api().get(list).then().statusCode(200).extract().path("items[0].id");
  }

  private String post(String path, JsonObject body) {
    return shop.api().body(body.encode()).post(path).then().extract().path("id");
  }

  @Override
  public void close() {
    listener.close();
  }
}
