package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InvoiceLeversTest {

  private static final long PAYER = 5000001;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void anInvoiceThatIsSentAppearsInTheChatAndInTheTimeline() {
    UUID invoice = shop.issue(Shop.tea());

    send(invoice, "{\"chatId\": %d}".formatted(PAYER)).then().statusCode(202).body(emptyString());

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(types(invoice)).contains("invoice.sent"));
    chat().then().body("messages", hasSize(1)).body("messages[0].invoice.title", equalTo("Tea"));
    timeline(invoice).then().body("items[1].data.chatId", equalTo((int) PAYER));
  }

  @Test
  void whyAnInvoiceWasNotSentStandsInTheTimeline() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", 404));

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(types(invoice)).contains("invoice.not_sent"));
    timeline(invoice)
        .then()
        .body("items[1].data.chatId", equalTo(404))
        .body("items[1].data.reason", equalTo("Bad Request: chat not found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"chatId\": 0}",
        "{\"chatId\": null}",
        "null",
        "{\"chatId\": \"5\"}",
        "{\"chatId\": 5.5}"
      })
  void aChatIsNamedByANumber(String body) {
    assertInvalid(send(shop.issue(Shop.tea()), body), "chatId");
  }

  @Test
  void anInvoiceThatCanNoLongerBePaidIsNotSent() {
    UUID invoice = shop.issue(Shop.tea());
    cancel(invoice).then().statusCode(200);

    JsonObject problem = assertProblem(send(invoice, "{\"chatId\": 5}"), 409, "conflict");

    assertThat(problem.getString("detail")).contains("CANCELED", "sent");
    assertThat(database.number("SELECT count(*) FROM outbox WHERE invoice_id = ?", invoice))
        .isZero();
  }

  @Test
  void cancelingTwiceIsCancelingOnce() {
    UUID invoice = shop.issue(Shop.tea());

    cancel(invoice).then().statusCode(200).body("status", equalTo("CANCELED"));
    cancel(invoice).then().statusCode(200).body("status", equalTo("CANCELED"));

    assertThat(types(invoice)).containsExactly("invoice.created", "invoice.canceled");
    shop.preCheckout(PAYER, invoice, "USD", 1250).then().body("ok", equalTo(false));
  }

  @Test
  void whileSomebodyPaysAnInvoiceIsNotCanceled() {
    UUID invoice = shop.issue(Shop.tea());
    UUID forMany = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    for (UUID id : List.of(invoice, forMany)) {
      shop.preCheckout(PAYER, id, "USD", 1250).then().body("ok", equalTo(true));

      assertThat(assertProblem(cancel(id), 409, "conflict").getString("detail"))
          .contains("CHECKOUT");
    }

    database.update("UPDATE invoice SET reserved_until = now() WHERE id = ?", invoice);
    database.update("UPDATE reservation SET reserved_until = now() WHERE invoice_id = ?", forMany);
    cancel(invoice).then().statusCode(200);
    cancel(forMany).then().statusCode(200);
  }

  @Test
  void whatIsPaidOrExpiredIsNotCanceled() {
    UUID paid = shop.issue(Shop.tea());
    UUID expired =
        shop.issue(Shop.tea().put("expiresAt", Instant.now().plusSeconds(600).toString()));
    shop.pay(PAYER, paid, "USD", 1250, "charge-1");
    database.update("UPDATE invoice SET expires_at = now() WHERE id = ?", expired);

    assertThat(assertProblem(cancel(paid), 409, "conflict").getString("detail")).contains("PAID");
    assertThat(assertProblem(cancel(expired), 409, "conflict").getString("detail"))
        .contains("EXPIRED");

    assertThat(shop.status(paid)).isEqualTo("PAID");
  }

  @Test
  void theTimelineTellsEverythingInOrderWithTheReasons() {
    UUID invoice = shop.issue(Shop.tea());
    shop.preCheckout(PAYER, invoice, "USD", 1);
    shop.preCheckout(PAYER, invoice, "USD", 1250);
    shop.preCheckout(PAYER + 1, invoice, "USD", 1250);
    shop.pay(PAYER, invoice, "USD", 1250, "charge-1");
    shop.pay(PAYER + 1, invoice, "USD", 1250, "charge-2");

    Response timeline = timeline(invoice);

    List<String> types = timeline.path("items.type");
    assertThat(types)
        .filteredOn(type -> !type.startsWith("payer."))
        .containsExactly(
            "invoice.created",
            "invoice.checkout_declined",
            "invoice.checkout_approved",
            "invoice.checkout_declined",
            "payment.received",
            "invoice.paid",
            "payment.held");
    timeline
        .then()
        .body("nextCursor", nullValue())
        .body("items[0].data.total", equalTo(1250))
        .body("items[1].data.decision", equalTo("AMOUNT_MISMATCH"))
        .body("items[1].data.payerId", equalTo((int) PAYER))
        .body("items[3].data.decision", equalTo("RESERVED_BY_ANOTHER_PAYER"))
        .body("items[4].data.telegramChargeId", equalTo("charge-1"))
        .body("items.find { it.type == 'payment.held' }.data.anomaly", equalTo("PAID_TWICE"));
    List<String> times = timeline.path("items.at");
    assertThat(times.stream().map(Instant::parse).toList()).isSorted();
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    for (String id : List.of(UUID.randomUUID().toString(), "1", "no-uuid", "%00")) {
      String path = "/api/v1/invoices/" + id;
      assertProblem(raw(shop).get(path), 404, "not-found");
      assertProblem(raw(shop).get(path + "/timeline"), 404, "not-found");
      assertProblem(raw(shop).post(path + "/cancel"), 404, "not-found");
      assertProblem(raw(shop).body("{\"chatId\": 5}").post(path + "/send"), 404, "not-found");
    }
  }

  @Test
  void paymentsAreListedNewestFirstAndByStatus() {
    UUID invoice = shop.issue(Shop.tea());
    shop.pay(PAYER, invoice, "USD", 1250, "charge-1");
    shop.pay(PAYER, "nobodys", "EUR", 7, "charge-2", payment -> payment);

    payments("")
        .then()
        .statusCode(200)
        .body("items.telegramChargeId", equalTo(List.of("charge-2", "charge-1")))
        .body("items[0].status", equalTo("HELD"))
        .body("items[0].anomaly", equalTo("UNKNOWN_INVOICE"))
        .body("items[0].invoiceId", nullValue())
        .body("items[0].amount", equalTo(7))
        .body("items[0].currency", equalTo("EUR"))
        .body("items[1].invoiceId", equalTo(invoice.toString()))
        .body("items[1].goods", equalTo(1250))
        .body("items[1].providerChargeId", equalTo("prov-charge-1"))
        .body("items[1].payer.id", equalTo((int) PAYER))
        .body("items[1].paidAt", notNullValue());
    payments("?status=COUNTED").then().body("items.telegramChargeId", equalTo(List.of("charge-1")));
    payments("?status=HELD").then().body("items.telegramChargeId", equalTo(List.of("charge-2")));
    Response page = payments("?limit=1");
    page.then().body("items.telegramChargeId", equalTo(List.of("charge-2")));
    payments("?limit=1&cursor=" + page.path("nextCursor"))
        .then()
        .body("items.telegramChargeId", equalTo(List.of("charge-1")))
        .body("nextCursor", nullValue());
    assertInvalid(payments("?status=LOST"), "status");
    assertInvalid(payments("?limit=1000"), "limit");
  }

  private Response payments(String query) {
    return shop.api().get("/api/v1/payments" + query);
  }

  private static RequestSpecification raw(Shop shop) {
    return shop.api().urlEncodingEnabled(false);
  }

  private Response send(UUID invoice, String body) {
    return shop.api().body(body).post("/api/v1/invoices/" + invoice + "/send");
  }

  private Response cancel(UUID invoice) {
    return shop.api().post("/api/v1/invoices/" + invoice + "/cancel");
  }

  private Response timeline(UUID invoice) {
    return shop.api().get("/api/v1/invoices/" + invoice + "/timeline");
  }

  private List<String> types(UUID invoice) {
    return timeline(invoice).path("items.type");
  }

  private Response chat() {
    return given()
        .queryParam("bot", shop.telegramBotId())
        .queryParam("person", PAYER)
        .get("/sandbox/api/messages");
  }
}
