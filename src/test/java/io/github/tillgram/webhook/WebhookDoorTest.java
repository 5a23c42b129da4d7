package io.github.tillgram.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.RawHttp;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and what happens to what he brings. */
@QuarkusTest
class WebhookDoorTest {

  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
  private static final String EMPTY_UPDATE = "{\"update_id\": 1}";
  private static final int MEBIBYTE = 1 << 20;
  private static final long PAYER = 5000001;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAAAAAAAAAAAAAAAAAAA",
        "a",
        "..",
        "%2e%2e%2f",
        "%00",
        "AAAAAAAAAAAAAAAAAAAAA%20",
        "AAAAAAAAAAAAAAAAAAAAA'",
        "%D0%9A%D0%BB%D1%8E%D1%87",
        "%ff",
        "%",
        "AAAAAAAAAAAAAAAAAAAAAA/setWebhook",
        "AAAAAAAAAAAAAAAAAAAAAA;x=1",
        ""
      })
  void aKeyOfNobodyLeadsNowhere(String key) throws IOException {
    String answer = RawHttp.send(request("/telegram/webhook/" + key, 1) + "x");

    assertThat(answer).matches("(?s)HTTP/1.1 (404|400) .*");
    assertThat(answer).doesNotContain("Location:", "\"method\"", "Exception");
  }

  @Test
  void aLongKeyOfNobodyLeadsNowhere() {
    given()
        .header(SECRET, shop.webhookSecret())
        .body(EMPTY_UPDATE)
        .post("/telegram/webhook/" + shop.botKey() + "A".repeat(2000))
        .then()
        .statusCode(404)
        .body(emptyString());
  }

  @Test
  void withoutTheWholeSecretNothingIsReadAndNothingHappens() {
    UUID invoice = shop.issue(Shop.tea());
    String payment = payment(invoice, "charge-of-a-stranger").encode();
    String secret = shop.webhookSecret();

    for (String presented :
        List.of("wrong", "", secret.substring(0, 42), secret + "A", secret.toUpperCase())) {
      door().header(SECRET, presented).body(payment).post(url()).then().statusCode(401);
    }
    door().body(payment).post(url()).then().statusCode(401).body(emptyString());
    door()
        .header("Authorization", "Bearer " + secret)
        .body(payment)
        .post(url())
        .then()
        .statusCode(401);
    door().queryParam(SECRET, secret).body(payment).post(url()).then().statusCode(401);
    door().header(SECRET, "wrong").body("no JSON").post(url()).then().statusCode(401);

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(rows("payment")).isZero();
    assertThat(rows("quarantine")).isZero();
    assertThat(rows("webhook_update")).isZero();
  }

  @Test
  void theSecretOfAnotherBotIsAWrongSecret() {
    Shop other = shops.open();

    door()
        .header(SECRET, other.webhookSecret())
        .body(EMPTY_UPDATE)
        .post(url())
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/octet-stream",
        "application/json; charset=utf-16",
        "nonsense",
        "/",
        ""
      })
  void theContentTypeIsIgnored(String contentType) throws IOException {
    UUID invoice = shop.issue(Shop.tea());
    String body = payment(invoice, "charge-1").encode();

    String answer =
        RawHttp.send(
            request(url(), body.length(), "Content-Type: " + contentType, secretHeader()) + body);

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void noContentTypeIsFineToo() throws IOException {
    String answer =
        RawHttp.send(request(url(), EMPTY_UPDATE.length(), secretHeader()) + EMPTY_UPDATE);

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"GET", "PUT", "DELETE", "PATCH"})
  void onlyPostIsTaken(Method method) {
    door().header(SECRET, shop.webhookSecret()).request(method, url()).then().statusCode(405);
  }

  @Test
  void aBodyOfOneMebibyteIsTakenAndOneByteMoreIsNot() throws IOException {
    String filler = " ".repeat(MEBIBYTE - EMPTY_UPDATE.length());

    shop.deliver(EMPTY_UPDATE + filler).then().statusCode(200);
    String answer = RawHttp.send(request(url(), MEBIBYTE + 1, secretHeader()));

    assertThat(answer).startsWith("HTTP/1.1 413 ").doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Nothing: at all", "X-Telegram-Bot-Api-Secret-Token: wrong"})
  void nobodyWaitsForTheBodyOfAStranger(String header) throws IOException {
    String begun = "{".repeat(20_000);
    long start = System.nanoTime();

    String wrong = RawHttp.begin(request(url(), MEBIBYTE, header) + begun);
    String unknown =
        RawHttp.begin(request("/telegram/webhook/" + "k".repeat(22), MEBIBYTE) + begun);

    assertThat(wrong).startsWith("HTTP/1.1 401 ");
    assertThat(unknown).startsWith("HTTP/1.1 404 ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aBodyInChunksIsMeasuredAsItComes() throws IOException {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    String head = chunkedRequest();

    String fits =
        RawHttp.send(head + "f\r\n" + EMPTY_UPDATE.substring(0, 15) + "\r\n1\r\n}\r\n0\r\n\r\n");
    String tooLarge = RawHttp.send(head + chunk.repeat(16) + "1\r\n \r\n0\r\n\r\n");

    assertThat(fits).startsWith("HTTP/1.1 200 ");
    assertThat(tooLarge).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void anEmptyBodyIsDoneWith() {
    door().header(SECRET, shop.webhookSecret()).post(url()).then().statusCode(200);
    shop.deliver("").then().statusCode(200).body(emptyString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "?x=1", "//", "/."})
  void noAddressIsEverRedirectedOrGone(String tail) throws IOException {
    String answer =
        RawHttp.send(request(url() + tail, EMPTY_UPDATE.length(), secretHeader()) + EMPTY_UPDATE);

    assertThat(answer).matches("(?s)HTTP/1.1 (200|404) .*").doesNotContain("Location:");
  }

  @Test
  void aPaymentIsAcknowledgedWithoutABodyThatTelegramCouldRun() throws IOException {
    String body = payment(shop.issue(Shop.tea()), "charge-1").encode();

    String answer = RawHttp.send(request(url(), body.length(), secretHeader()) + body);

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    assertThat(answer.toLowerCase()).contains("content-length: 0").doesNotContain("content-type");
  }

  @Test
  void anAnswerIsJsonWithALength() throws IOException {
    UUID invoice = shop.issue(Shop.tea());
    String body = preCheckout(invoice).encode();

    String answer = RawHttp.send(request(url(), body.length(), secretHeader()) + body);

    assertThat(answer.toLowerCase()).contains("content-type: application/json", "content-length: ");
  }

  @Test
  void whatWasHandledStandsInTheJournal() {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query = preCheckout(invoice);
    JsonObject payment = payment(invoice, "charge-1");

    shop.deliver(query.encode());
    shop.deliver(payment.encode());

    assertThat(
            database.column("SELECT update_id FROM webhook_update WHERE bot_id = ?", shop.botId()))
        .containsExactlyInAnyOrder(query.getLong("update_id"), payment.getLong("update_id"));
  }

  @Test
  void aRepeatedQueryIsAnsweredWithTheSameDecisionAgain() {
    UUID invoice = shop.issue(Shop.tea());
    String tooLittle =
        Shop.preCheckoutUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "USD", 1)
            .encode();
    shop.deliver(tooLittle).then().body("ok", equalTo(false));
    database.update("UPDATE invoice SET total = 1 WHERE id = ?", invoice);

    shop.deliver(tooLittle).then().statusCode(200).body("ok", equalTo(false));

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(events(invoice)).containsExactly("invoice.created", "invoice.checkout_declined");
  }

  @Test
  void aRepeatedPaymentChangesNothing() {
    UUID invoice = shop.issue(Shop.tea());
    String payment = payment(invoice, "charge-1").encode();
    shop.deliver(payment).then().statusCode(200);
    List<String> before = events(invoice);

    shop.deliver(payment).then().statusCode(200).body(emptyString());

    assertThat(rows("payment")).isOne();
    assertThat(rows("webhook_update")).isOne();
    assertThat(events(invoice)).filteredOn(type -> !type.startsWith("payer.")).isEqualTo(before);
  }

  @Test
  void nulAndHalfASurrogatePairDoNoHarm() {
    UUID invoice = shop.issue(Shop.tea());
    String odd = "\\u0000\\ud83d";
    String query = preCheckout(invoice).encode();
    String payment =
        payment(invoice, "charge-1").put("odd", "x").encode().replace("\"x\"", "\"" + odd + "\"");

    shop.deliver(query.replace("\"Payer\"", "\"" + odd + "\"").replace("\"en\"", "\"" + odd + "\""))
        .then()
        .statusCode(200)
        .body("ok", equalTo(true));
    shop.deliver(query.replace(shop.payload(invoice), odd).replace("update_id\":", "update_id\":1"))
        .then()
        .statusCode(200)
        .body("ok", equalTo(false));
    shop.deliver(payment.replace("\"Payer\"", "\"" + odd + "\"")).then().statusCode(200);

    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPaymentWithAnUnstorablePayloadAndContactDataIsStillMoney() {
    String payment =
        Shop.paymentUpdate(
                Shop.nextUpdateId(),
                PAYER,
                "PAYLOAD",
                "USD",
                1250,
                "charge-1",
                sent -> sent.put("order_info", Map.of("name", "NAME")))
            .encode()
            .replace("PAYLOAD", "p\\u0000\\udc00")
            .replace("NAME", "\\ud800\\u0000");

    shop.deliver(payment).then().statusCode(200).body(emptyString());

    assertThat(database.text("SELECT payload FROM payment WHERE bot_id = ?", shop.botId()))
        .isEqualTo("p\uFFFD\uFFFD");
    assertThat(rows("quarantine")).isZero();
  }

  @Test
  void whatIsQuarantinedIsListedForTheOperatorAndStoredEncrypted() {
    shop.deliver("{\"update_id\": 7, \"message\": {\"successful_payment\": \"of Marta")
        .then()
        .statusCode(200);
    shop.deliver("{\"update_id\": 8, \"message\": {\"successful_payment\": \"of Iwan")
        .then()
        .statusCode(200);

    operator()
        .get("/api/v1/quarantine?limit=2")
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items[0].botId", equalTo(shop.botId().toString()))
        .body("items[0].reason", equalTo("not one JSON text"))
        .body("items[0].receivedAt", notNullValue())
        .body("items[0].replayedAt", nullValue());
    List<String> pages =
        List.of(
            operator().get("/api/v1/quarantine?limit=1").path("items[0].id"),
            operator()
                .queryParam(
                    "cursor",
                    operator().get("/api/v1/quarantine?limit=1").<String>path("nextCursor"))
                .get("/api/v1/quarantine?limit=1")
                .path("items[0].id"));
    assertThat(pages).doesNotHaveDuplicates();
    assertThat(operator().get("/api/v1/quarantine").asString()).doesNotContain("Marta", "Iwan");
    assertThat(database.column("SELECT body FROM quarantine WHERE bot_id = ?", shop.botId()))
        .hasSize(2)
        .allMatch(body -> body.toString().startsWith("dev."))
        .noneMatch(body -> body.toString().contains("Marta"));
  }

  @Test
  void aMerchantMayNeitherSeeNorReplayWhatIsQuarantined() {
    UUID id = quarantineUnreadable();

    shop.api().get("/api/v1/quarantine").then().statusCode(403);
    shop.api().post("/api/v1/quarantine/" + id + "/replay").then().statusCode(403);
    given().get("/api/v1/quarantine").then().statusCode(401);
    given().post("/api/v1/quarantine/" + id + "/replay").then().statusCode(401);
  }

  @Test
  void whatStillCannotBeHandledStaysInQuarantine() {
    UUID id = quarantineUnreadable();

    operator().post("/api/v1/quarantine/" + id + "/replay").then().statusCode(409);
    operator().post("/api/v1/quarantine/" + UUID.randomUUID() + "/replay").then().statusCode(404);
    operator().post("/api/v1/quarantine/no-id/replay").then().statusCode(404);

    assertThat(database.value("SELECT replayed_at FROM quarantine WHERE id = ?", id)).isNull();
  }

  @Test
  void aPaymentWhoseHandlerFailedIsCountedOnceWhenReplayed() {
    UUID invoice = shop.issue(Shop.tea());
    String payment = payment(invoice, "charge-refused").encode();
    String text;
    try (LogLines log = LogLines.record()) {
      whilePaymentsAreRefused(() -> shop.deliver(payment).then().statusCode(200));
      text = log.text();
    }
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(text).doesNotContain(shop.payload(invoice), "prov-charge-refused");
    String id = operator().get("/api/v1/quarantine?limit=1").path("items[0].id");

    operator().post("/api/v1/quarantine/" + id + "/replay").then().statusCode(204);
    operator().post("/api/v1/quarantine/" + id + "/replay").then().statusCode(204);

    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(rows("payment")).isOne();
    operator().get("/api/v1/quarantine?limit=1").then().body("items[0].replayedAt", notNullValue());
  }

  @Test
  void noAnswerOfOursHoldsASecret() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", PAYER));
    String[] secrets = {shop.webhookSecret(), shop.apiKey(), ":TEST:", Shops.OPERATOR_KEY};

    for (String path :
        List.of(
            "bots",
            "bots/" + shop.botId(),
            "bots/" + shop.botId() + "/webhook",
            "invoices",
            "invoices/" + invoice,
            "invoices/" + invoice + "/timeline",
            "payments")) {
      String answer = shop.api().get("/api/v1/" + path).then().statusCode(200).extract().asString();
      assertThat(answer).as(path).doesNotContain(secrets);
    }
    assertThat(preCheckoutAnswer(invoice))
        .doesNotContain(secrets)
        .doesNotContain(shop.payload(invoice));
  }

  private String preCheckoutAnswer(UUID invoice) {
    return shop.preCheckout(PAYER, invoice, "USD", 1250).asString();
  }

  private UUID quarantineUnreadable() {
    shop.deliver("{\"update_id\": 7, \"message\": {\"refunded_payment\": ").then().statusCode(200);
    return (UUID) database.value("SELECT id FROM quarantine WHERE bot_id = ?", shop.botId());
  }

  private void whilePaymentsAreRefused(Runnable deliveries) {
    database.update(
        "ALTER TABLE payment ADD CONSTRAINT refused_by_a_test"
            + " CHECK (telegram_charge_id <> 'charge-refused') NOT VALID");
    try {
      deliveries.run();
    } finally {
      database.update("ALTER TABLE payment DROP CONSTRAINT refused_by_a_test");
    }
  }

  private JsonObject payment(UUID invoice, String chargeId) {
    return Shop.paymentUpdate(
        Shop.nextUpdateId(), PAYER, shop.payload(invoice), "USD", 1250, chargeId, same -> same);
  }

  private JsonObject preCheckout(UUID invoice) {
    return Shop.preCheckoutUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "USD", 1250);
  }

  private List<String> events(UUID invoice) {
    return shop.api().get("/api/v1/invoices/" + invoice + "/timeline").path("items.type");
  }

  private long rows(String table) {
    return database.number("SELECT count(*) FROM " + table + " WHERE bot_id = ?", shop.botId());
  }

  private static RequestSpecification operator() {
    return given().auth().oauth2(Shops.OPERATOR_KEY);
  }

  private static RequestSpecification door() {
    return given().contentType(ContentType.JSON).redirects().follow(false);
  }

  private String url() {
    return "/telegram/webhook/" + shop.botKey();
  }

  private String secretHeader() {
    return SECRET + ": " + shop.webhookSecret();
  }

  private static String request(String path, int length, String... headers) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
        .formatted(path, length, lines(headers));
  }

  private String chunkedRequest() {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n%s\r\n"
        .formatted(url(), lines(secretHeader()));
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }
}
