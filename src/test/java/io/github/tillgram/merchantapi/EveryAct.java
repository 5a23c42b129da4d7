package io.github.tillgram.merchantapi;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.github.tillgram.testsupport.ApayKeys;
import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Listener;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Everything that can be done by our API, each done once and successfully at one shop. */
final class EveryAct implements AutoCloseable {

  private static final long PAYER = SandboxChat.PAYER;

  /** What is to be seen afterwards of something that was done. */
  record Act(String event, Supplier<Response> doing) {}

  private final Shops shops;
  private final Shop shop;
  private final ApayShop apay;
  private final Database database;
  private final Encryption encryption;
  private final Listener listener = new Listener();
  private final Map<String, Act> acts = new LinkedHashMap<>();

  EveryAct(Shops shops, Database database, Encryption encryption) throws IOException {
    this.shops = shops;
    this.shop = shops.open();
    this.apay = ApayShop.atSandbox(shop, database);
    this.database = database;
    this.encryption = encryption;
    keys();
    bots();
    invoices();
    money();
    projects();
    endpoints();
    exports();
    operatorsActs();
  }

  Shop shop() {
    return shop;
  }

  /** By the operations, as the description of our API spells them. */
  Map<String, Act> acts() {
    return acts;
  }

  private void keys() {
    put("POST /api/v1/api-keys", "api_key.created", () -> makeKey());
    put(
        "POST /api/v1/api-keys/{id}/rotate",
        "api_key.rotated",
        () -> post("/api/v1/api-keys/" + id(makeKey()) + "/rotate", new JsonObject()));
    put(
        "DELETE /api/v1/api-keys/{id}",
        "api_key.revoked",
        () -> shop.api().delete("/api/v1/api-keys/" + id(makeKey())));
  }

  private void bots() {
    put(
        "POST /api/v1/bots",
        "bot.connected",
        () ->
            post(
                "/api/v1/bots",
                new JsonObject().put("token", shops.sandboxBot().getString("token"))));
    put(
        "PATCH /api/v1/bots/{id}",
        "bot.changed",
        () -> shop.api().body("{\"rotateSecret\": true}").patch("/api/v1/bots/" + shop.botId()));
    put(
        "PUT /api/v1/bots/{id}/texts",
        "bot.texts_changed",
        () ->
            shop.api()
                .body("{\"en\": {\"terms\": \"Tea is not returned.\"}}")
                .put("/api/v1/bots/" + shop.botId() + "/texts"));
    put(
        "POST /api/v1/paid-media",
        "paid_media.ordered",
        () ->
            post(
                "/api/v1/paid-media",
                new JsonObject()
                    .put("chatId", PAYER)
                    .put("starCount", 5)
                    .put(
                        "media",
                        new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("type", "photo")
                                    .put("media", "https://example.com/tea.jpg")))));
    put(
        "POST /api/v1/reconciliations/runs",
        "reconciliation.ordered",
        () ->
            post(
                "/api/v1/reconciliations/runs",
                new JsonObject().put("botId", shop.botId().toString())));
  }

  private void invoices() {
    put("POST /api/v1/invoices", "invoice.created", () -> post("/api/v1/invoices", Shop.tea()));
    put(
        "POST /api/v1/invoices/{id}/send",
        "invoice.sent",
        () ->
            post(
                "/api/v1/invoices/" + shop.issue(Shop.tea()) + "/send",
                new JsonObject().put("chatId", PAYER)));
    put(
        "POST /api/v1/invoices/{id}/link",
        "invoice.link_created",
        () -> shop.link(shop.issue(Shop.tea())));
    put(
        "POST /api/v1/invoices/{id}/cancel",
        "invoice.canceled",
        () -> shop.cancel(shop.issue(Shop.tea())));
    put(
        "POST /api/v1/subscriptions/{id}/cancel",
        "subscription.canceled",
        () -> shop.api().post("/api/v1/subscriptions/" + subscribe() + "/cancel"));
    put(
        "POST /api/v1/subscriptions/{id}/enable",
        "subscription.enabled",
        () -> {
          String id = subscribe();
          shop.api().post("/api/v1/subscriptions/" + id + "/cancel").then().statusCode(200);
          return shop.api().post("/api/v1/subscriptions/" + id + "/enable");
        });
  }

  private void money() {
    put(
        "POST /api/v1/payments/{id}/accept",
        "payment.received",
        () -> {
          UUID invoice = shop.issue(Shop.tea());
          shop.pay(PAYER, invoice, "USD", 1, "held").then().statusCode(200);
          return shop.accept("held");
        });
    put(
        "POST /api/v1/payments/{id}/refund",
        "payment.refunded",
        () -> {
          UUID invoice = shop.issue(Shop.tea());
          shop.pay(PAYER, invoice, "USD", 1250, "given-back").then().statusCode(200);
          return shop.giveBack("given-back", "Broken");
        });
    put(
        "POST /api/v1/payers/{payerId}/erase",
        "payer.erased",
        () -> post("/api/v1/payers/4711/erase", new JsonObject().put("reason", "Asked by mail")));
    put(
        "POST /api/v1/deposits/{id}/accept",
        "payment.received",
        () -> {
          ApayShop.Attempt attempt = apay.begin(shop.issue(ApayShop.tea("INR", 100_00)));
          apay.post(
              ApayShop.transaction(attempt, "Success", "100", "INR").put("custom_user_id", "tg-1"));
          return shop.api().post(deposit(attempt.orderId()) + "/accept");
        });
    put(
        "POST /api/v1/deposits/{id}/lost",
        "apay.deposit_sought",
        () -> {
          UUID invoice = shop.issue(ApayShop.tea("INR", 100_00));
          String link = shop.link(invoice).then().statusCode(200).extract().path("link");
          given()
              .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0")
              .redirects()
              .follow(false)
              .get(java.net.URI.create(link).getPath())
              .then()
              .statusCode(303);
          String order =
              database.text("SELECT order_id FROM apay_attempt WHERE invoice_id = ?", invoice);
          return given()
              .auth()
              .oauth2(shop.apiKey())
              .contentType(ContentType.MULTIPART)
              .multiPart("file", "receipt.png", new byte[] {1, 2, 3}, "image/png")
              .multiPart("description", "paid with phonepe")
              .post(deposit(order) + "/lost");
        });
  }

  private void projects() {
    put("POST /api/v1/apay-projects", "apay.project_connected", () -> project());
    put(
        "PATCH /api/v1/apay-projects/{id}",
        "apay.project_changed",
        () ->
            shop.api()
                .body("{\"webhookId\": \"7000001\"}")
                .patch("/api/v1/apay-projects/" + id(project())));
    put(
        "DELETE /api/v1/apay-projects/{id}",
        "apay.project_retired",
        () -> shop.api().delete("/api/v1/apay-projects/" + id(project())));
    put(
        "POST /api/v1/apay-projects/connect-links",
        "apay.connect_link_created",
        () -> {
          shops.providerOf(shop);
          return post(
              "/api/v1/apay-projects/connect-links",
              new JsonObject().put("botId", shop.botId().toString()));
        });
  }

  private void endpoints() {
    put("POST /api/v1/endpoints", "endpoint.created", () -> endpoint());
    put(
        "PATCH /api/v1/endpoints/{id}",
        "endpoint.changed",
        () -> shop.api().body("{\"enabled\": false}").patch("/api/v1/endpoints/" + id(endpoint())));
    put(
        "DELETE /api/v1/endpoints/{id}",
        "endpoint.deleted",
        () -> shop.api().delete("/api/v1/endpoints/" + id(endpoint())));
    put(
        "POST /api/v1/endpoints/{id}/rotate",
        "endpoint.secret_rotated",
        () -> post("/api/v1/endpoints/" + id(endpoint()) + "/rotate", new JsonObject()));
    put(
        "POST /api/v1/endpoints/{id}/recover",
        "endpoint.recovery_asked",
        () ->
            post(
                "/api/v1/endpoints/" + id(endpoint()) + "/recover",
                new JsonObject().put("since", "2026-01-01T00:00:00Z")));
    put(
        "POST /api/v1/deliveries/{id}/redeliver",
        "endpoint.redelivery_asked",
        () -> {
          String delivery =
              post(
                      "/api/v1/endpoints/" + id(endpoint()) + "/example",
                      new JsonObject().put("type", "invoice.paid"))
                  .then()
                  .statusCode(202)
                  .extract()
                  .path("deliveryId");
          return shop.api().post("/api/v1/deliveries/" + delivery + "/redeliver");
        });
  }

  private void exports() {
    for (String what : List.of("invoices", "payments", "ledger")) {
      put(
          "GET /api/v1/exports/" + what,
          "export.taken",
          () -> shop.api().get("/api/v1/exports/" + what));
    }
  }

  private void operatorsActs() {
    put(
        "POST /api/v1/merchants",
        "merchant.created",
        () -> operator().body("{\"name\": \"Tea House\"}").post("/api/v1/merchants"));
    put(
        "POST /api/v1/merchants/{id}/api-keys",
        "api_key.created",
        () ->
            operator()
                .body(key().encode())
                .post("/api/v1/merchants/" + shop.merchantId() + "/api-keys"));
    put(
        "POST /api/v1/quarantine/{id}/replay",
        "quarantine.replayed",
        () -> operator().post("/api/v1/quarantine/" + quarantined() + "/replay"));
    put(
        "POST /api/v1/reencryption",
        "reencryption.started",
        () -> {
          awaitIdleReencryption();
          return operator().post("/api/v1/reencryption");
        });
  }

  private void put(String operation, String event, Supplier<Response> doing) {
    acts.put(operation, new Act(event, doing));
  }

  private Response makeKey() {
    return post("/api/v1/api-keys", key());
  }

  private static JsonObject key() {
    return new JsonObject().put("name", "Reader").put("scopes", new JsonArray().add("read"));
  }

  private Response endpoint() {
    return post("/api/v1/endpoints", new JsonObject().put("url", listener.url()));
  }

  private Response project() {
    List<String> lines = ApayKeys.random().lines().lines().toList();
    return post(
        "/api/v1/apay-projects",
        new JsonObject()
            .put("mode", "TEST")
            .put("apiKey", lines.get(0))
            .put("projectId", lines.get(1))
            .put("webhookId", lines.get(2))
            .put("accessKey", lines.get(3))
            .put("privateKey", lines.get(4)));
  }

  private String subscribe() {
    UUID invoice = shop.issue(Subscriber.monthly(100));
    String link = shop.link(invoice).then().statusCode(200).extract().path("link");
    SandboxChat.payLink(link, PAYER, "PAY");
    Subscriber subscriber = new Subscriber(shop, invoice, PAYER);
    await().atMost(Duration.ofSeconds(20)).until(() -> subscriber.lives().size() == 1);
    return subscriber.life().getString("id");
  }

  private String deposit(String order) {
    return "/api/v1/deposits/" + apay.deposit(order).getString("id");
  }

  /** A payment that could not be handled at first. */
  private UUID quarantined() {
    UUID id = Ids.next();
    String body =
        Shop.paymentUpdate(
                Shop.nextUpdateId(),
                PAYER,
                shop.payload(shop.issue(Shop.tea())),
                "USD",
                1250,
                "from-quarantine",
                payment -> payment)
            .encode();
    database.update(
        "INSERT INTO quarantine (id, bot_id, digest, reason, body) VALUES (?, ?, ?, ?, ?)",
        id,
        shop.botId(),
        new byte[] {2},
        "a test",
        encryption.encrypt(Secret.of(body), new Place("quarantine", "body", id)));
    return id;
  }

  private static void awaitIdleReencryption() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              JsonObject work =
                  new JsonObject(operator().get("/api/v1/reencryption").asString())
                      .getJsonObject("work");
              return work == null || work.getValue("finishedAt") != null;
            });
  }

  private static String id(Response made) {
    return made.then().extract().path("id");
  }

  private Response post(String path, JsonObject body) {
    return shop.api().body(body.encode()).post(path);
  }

  private static RequestSpecification operator() {
    return given().auth().oauth2(Shops.OPERATOR_KEY).contentType(ContentType.JSON);
  }

  @Override
  public void close() {
    listener.close();
  }
}
