package io.github.tillgram.privacy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Subscriber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Somebody who does with a shop everything that a payer can do. */
final class BusyPayer {

  /** Mila of the sandbox, whose Telegram speaks Russian. */
  static final long ID = 5000002;

  /** How anybody may be recognised by what is kept. */
  static final List<String> MARKS =
      List.of(
          "5000002",
          "Примерова",
          "79990100002",
          "mila@example.org",
          "улица Примерная",
          "mila_prim");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Shop shop;
  private final Database database;
  private final Clockwork clockwork;
  private final SandboxChat chat;

  BusyPayer(Shop shop, Database database, Clockwork clockwork) {
    this.shop = shop;
    this.database = database;
    this.clockwork = clockwork;
    this.chat = new SandboxChat(shop, ID);
  }

  SandboxChat chat() {
    return chat;
  }

  /** All of it, until nothing is under way any more. */
  void doesEverything() {
    chat.say("/start");
    buysGoods();
    buysAgainAndAgain();
    getsStarsBack();
    subscribes();
    buysMedia();
    paysOnAPage();
    wantsMoreThanHePays();
    blocksTheBot();
    isDone();
  }

  /** With name, telephone, e-mail and address, in the chat. */
  void buysGoods() {
    JsonArray options =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("id", "post")
                    .put("title", "Post")
                    .put("countries", List.of("KZ"))
                    .put("prices", Shop.prices(300)));
    UUID invoice =
        shop.issue(
            Shop.tea()
                .put("sendTo", ID)
                .put("payerId", ID)
                .put("require", List.of("NAME", "PHONE", "EMAIL"))
                .put("shipping", new JsonObject().put("options", options)));
    long message = invoiceMessage();
    JsonObject paid =
        chat.order(message, new JsonObject().put("country", "KZ").put("shippingOption", "post"));
    assertThat(paid.getString("result")).isEqualTo("PAID");
    awaitStatus(invoice, "PAID");
  }

  private void buysAgainAndAgain() {
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    for (String charge : List.of("again-1-", "again-2-")) {
      shop.approve(ID, invoice, "USD", 1250);
      shop.pay(ID, invoice, "USD", 1250, charge + shop.botKey()).then().statusCode(200);
    }
    shop.giveBack("again-2-" + shop.botKey(), "Broken").then().statusCode(200);
  }

  private void getsStarsBack() {
    UUID invoice = shop.issue(Shop.stars(50));
    String link = shop.link(invoice).then().statusCode(200).extract().path("link");
    SandboxChat.payLink(link, ID, "PAY");
    awaitStatus(invoice, "PAID");
    String charge =
        database.text("SELECT telegram_charge_id FROM payment WHERE invoice_id = ?", invoice);
    shop.giveBack(charge, "Sold out").then().statusCode(202);
    awaitStatus(invoice, "REFUNDED");
  }

  private void subscribes() {
    UUID invoice = shop.issue(Subscriber.monthly(100));
    Subscriber subscriber = new Subscriber(shop, invoice, ID);
    subscriber.begins("sub-" + shop.botKey());
    subscriber.becomes("canceled");
    database.update(
        "UPDATE subscription SET expires_at = now() - interval '1 minute' WHERE invoice_id = ?",
        invoice);
    subscriber.becomes("failed");
    subscriber.becomes("active");
  }

  private void buysMedia() {
    JsonObject photo =
        new JsonObject().put("type", "photo").put("media", "https://example.com/tea.jpg");
    shop.api()
        .body(
            new JsonObject()
                .put("chatId", ID)
                .put("starCount", 5)
                .put("media", new JsonArray().add(photo))
                .encode())
        .post("/api/v1/paid-media")
        .then()
        .statusCode(202);
    await().atMost(PATIENCE).until(() -> mediaMessage() != null);
    chat.buy(mediaMessage());
  }

  private Long mediaMessage() {
    return chat.messages().stream()
        .filter(message -> message.containsKey("media"))
        .map(message -> message.getLong("messageId"))
        .findFirst()
        .orElse(null);
  }

  private void paysOnAPage() {
    ApayShop.atSandbox(shop, database);
    UUID invoice = shop.issue(ApayShop.tea("INR", 100_00).put("sendTo", ID));
    await().atMost(PATIENCE).until(() -> address() != null);
    String page =
        given()
            .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0")
            .redirects()
            .follow(false)
            .get(address())
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    ApayShop.pay(page, "SUCCESS");
    awaitStatus(invoice, "PAID");
  }

  private String address() {
    return chat.messages().stream()
        .map(message -> message.getJsonArray("buttons", new JsonArray()).encode())
        .filter(buttons -> buttons.contains("/pay/"))
        .map(buttons -> buttons.replaceAll(".*(/pay/[^\"]+)\".*", "$1"))
        .findFirst()
        .orElse(null);
  }

  /** Checkouts that lead to nothing: of a SINGLE invoice, of a REUSABLE one, of somebody else's. */
  private void wantsMoreThanHePays() {
    for (String usage : List.of("SINGLE", "REUSABLE")) {
      UUID invoice = shop.issue(Shop.tea().put("usage", usage));
      shop.approve(ID, invoice, "USD", 1250);
      clockwork.lapse(invoice);
    }
    UUID others = shop.issue(Shop.tea().put("payerId", 42));
    shop.preCheckout(ID, others, "USD", 1250).then().statusCode(200);
    UUID shipped =
        shop.issue(
            Shop.tea()
                .put(
                    "shipping",
                    new JsonObject()
                        .put(
                            "options",
                            new JsonArray()
                                .add(
                                    new JsonObject()
                                        .put("id", "post")
                                        .put("title", "Post")
                                        .put("prices", Shop.prices(300))))));
    shop.askShipping(ID, shipped, "KZ").then().statusCode(200);
    UUID canceled = shop.issue(Shop.tea().put("payerId", ID));
    shop.cancel(canceled).then().statusCode(200);
  }

  /** So that what the bot wants to say ends badly. */
  private void blocksTheBot() {
    isDone();
    chat.block();
    shop.issue(Shop.tea().put("sendTo", ID));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM outbox WHERE bot_id = ? AND state = 'GIVEN_UP'",
                        shop.botId())
                    > 0);
  }

  /** Nothing is to be said to him any more, and every event has its place. */
  void isDone() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clockwork.endWaiting(shop.botId());
              return database.number(
                          "SELECT count(*) FROM outbox"
                              + " WHERE bot_id = ? AND state = 'PENDING' AND chat_id IS NOT NULL",
                          shop.botId())
                      == 0
                  && database.number(
                          "SELECT count(*) FROM invoice_event WHERE merchant_id = ? AND position IS NULL",
                          shop.merchantId())
                      == 0;
            });
  }

  private long invoiceMessage() {
    await().atMost(PATIENCE).until(() -> !chat.invoices().isEmpty());
    return chat.invoices().get(0).getLong("messageId");
  }

  private void awaitStatus(UUID invoice, String status) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clockwork.endWaiting(shop.botId());
              return shop.status(invoice).equals(status);
            });
  }
}
