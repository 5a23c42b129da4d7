package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A shop with a project at A-Pay, whose postbacks the test signs and posts itself. */
public final class ApayShop {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Shop shop;
  private final Database database;
  private final Keys keys;
  private final UUID projectId;

  /** What A-Pay calls a project, and what belongs to it. */
  private record Keys(
      String number, String webhookId, String apiKey, String accessKey, String privateKey) {}

  /** A payer's attempt that is in the books as if he had opened the page. */
  public record Attempt(
      UUID id, UUID invoiceId, String orderId, String customTransactionId, String customUserId) {}

  private ApayShop(Shop shop, Database database, Keys keys) {
    this.shop = shop;
    this.database = database;
    this.keys = keys;
    this.projectId =
        UUID.fromString(
            shop.api()
                .body(
                    new JsonObject()
                        .put("botId", shop.botId().toString())
                        .put("mode", "TEST")
                        .put("apiKey", keys.apiKey())
                        .put("projectId", keys.number())
                        .put("webhookId", keys.webhookId())
                        .put("accessKey", keys.accessKey())
                        .put("privateKey", keys.privateKey())
                        .encode())
                .post("/api/v1/apay-projects")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
  }

  /** With a project that A-Pay does not know: the test alone speaks for it. */
  public static ApayShop of(Shop shop, Database database) {
    return new ApayShop(shop, database, new Keys("1234567", "7654321", key(), key(), key()));
  }

  /** With a project of its own at the sandbox's A-Pay. */
  public static ApayShop atSandbox(Shop shop, Database database) {
    JsonObject project = desk("projects", new JsonObject().put("name", "Shop"));
    return new ApayShop(
        shop,
        database,
        new Keys(
            project.getString("projectId"),
            project.getString("webhookId"),
            project.getString("apiKey"),
            project.getString("accessKey"),
            project.getString("privateKey")));
  }

  /** A-Pay's number of the project. */
  public String number() {
    return keys.number();
  }

  /** Has the sandbox's A-Pay do something for this project. */
  public JsonObject atDesk(String what, JsonObject how) {
    return desk(what, how.copy().put("projectId", keys.number()));
  }

  /** What the sandbox's A-Pay knows of the project's deposits, newest last. */
  public List<JsonObject> depositsAtApay() {
    return new JsonArray(
            given()
                .queryParam("projectId", keys.number())
                .get("/sandbox/api/apay/deposits")
                .asString())
        .stream().map(JsonObject.class::cast).toList();
  }

  /** A payer on A-Pay's page. */
  public static JsonObject pay(String page, String outcome) {
    return desk("pay", new JsonObject().put("url", page).put("outcome", outcome));
  }

  private static JsonObject desk(String what, JsonObject how) {
    return new JsonObject(
        given()
            .contentType(ContentType.JSON)
            .body(how.encode())
            .post("/sandbox/api/apay/" + what)
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  public Shop shop() {
    return shop;
  }

  public UUID projectId() {
    return projectId;
  }

  /** An invoice over so much that is paid on a page. */
  public static JsonObject tea(String currency, long amount) {
    return Shop.tea()
        .put("currency", currency)
        .put("prices", Shop.prices(amount))
        .put("rail", "APAY");
  }

  /** Begins to pay an invoice: A-Pay has made a page, and the invoice is kept for its payer. */
  public Attempt begin(UUID invoiceId) {
    return begin(invoiceId, orderId());
  }

  /**
   * @param orderId of the page; {@code null} while A-Pay has not said
   */
  public Attempt begin(UUID invoiceId, String orderId) {
    UUID id = UUID.randomUUID();
    Attempt attempt =
        new Attempt(id, invoiceId, orderId, "tillgram-" + key(), "tg-" + SandboxChat.PAYER);
    database.update(
        "INSERT INTO apay_attempt (id, merchant_id, invoice_id, project_id, custom_transaction_id,"
            + " custom_user_id, payer_id, state, order_id, page, lapses_at, ask_at) VALUES (?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, now() + interval '30 minutes', now() + interval '2 minutes')",
        id,
        shop.merchantId(),
        invoiceId,
        projectId,
        attempt.customTransactionId(),
        attempt.customUserId(),
        SandboxChat.PAYER,
        orderId == null ? "CREATING" : "OPEN",
        orderId,
        orderId == null ? null : "http://localhost/page");
    database.update(
        "UPDATE invoice SET status = 'CHECKOUT', reserved_until = now() + interval '30 minutes',"
            + " reserved_by = (SELECT number FROM apay_attempt WHERE id = ?)"
            + " WHERE id = ? AND usage = 'SINGLE'",
        id,
        invoiceId);
    return attempt;
  }

  /** What A-Pay says of an attempt, as A-Pay's servers order the members. */
  public static JsonObject transaction(
      Attempt attempt, String status, String amount, String currency) {
    return new JsonObject()
        .put("amount", new BigDecimal(amount))
        .put("status", status)
        .put("currency", currency)
        .put("order_id", attempt.orderId() == null ? orderId() : attempt.orderId())
        .put("created_at", Instant.now().getEpochSecond())
        .put("activated_at", Instant.now().getEpochSecond())
        .put("custom_user_id", attempt.customUserId())
        .put("payment_system", "upi_p2p")
        .put("custom_transaction_id", attempt.customTransactionId());
  }

  /** Posts transactions as A-Pay does; they must be taken. */
  public void post(JsonObject... transactions) {
    postText(new JsonArray(List.of(transactions)).encode()).then().statusCode(200);
  }

  /** Posts transactions that are written so. */
  public Response postText(String transactions) {
    return given()
        .contentType(ContentType.JSON)
        .body(signed(transactions))
        .post("/apay/deposit/postback");
  }

  /** Posts the same so many times at once, and gives the statuses. */
  public List<Integer> postAtOnce(int times, JsonObject transaction) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/apay/deposit/postback"))
            .POST(BodyPublishers.ofString(signed(new JsonArray().add(transaction).encode())))
            .build();
    List<CompletableFuture<HttpResponse<Void>>> calls =
        IntStream.range(0, times)
            .mapToObj(i -> CLIENT.sendAsync(request, BodyHandlers.discarding()))
            .toList();
    return calls.stream().map(call -> call.join().statusCode()).toList();
  }

  private String signed(String transactions) {
    String signature =
        hex("SHA-1", keys.accessKey() + keys.privateKey() + hex("MD5", transactions));
    return "{\"access_key\":\"%s\",\"signature\":\"%s\",\"transactions\":%s}"
        .formatted(keys.accessKey(), signature, transactions);
  }

  /** The deposit of an order as its merchant sees it; {@code null} when there is none. */
  public JsonObject deposit(String orderId) {
    JsonArray items =
        new JsonObject(shop.api().get("/api/v1/deposits?orderId=" + orderId).asString())
            .getJsonArray("items");
    return items.isEmpty() ? null : items.getJsonObject(0);
  }

  /** The payments of an invoice as its merchant sees them. */
  public List<JsonObject> payments(UUID invoiceId) {
    return new JsonObject(shop.read(invoiceId).asString())
        .getJsonArray("payments").stream().map(JsonObject.class::cast).toList();
  }

  public static String orderId() {
    return String.format("%016x", ThreadLocalRandom.current().nextLong());
  }

  private static String key() {
    return ThreadLocalRandom.current()
        .ints(32, 0, ALPHABET.length())
        .mapToObj(ALPHABET::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  private static String hex(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
