package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is one merchant's does not exist for another. */
@QuarkusTest
class TwoMerchantsTest {

  private static final long PAYER = 5000001;

  @Inject Shops shops;
  @Inject Database database;

  private Shop own;
  private Shop other;

  @BeforeEach
  void openTwoShops() {
    own = shops.open();
    other = shops.open();
  }

  @Test
  void nothingOfOneMerchantIsFoundWithTheKeyOfAnother() {
    UUID invoice = own.issue(Shop.tea());
    own.pay(PAYER, invoice, "USD", 1, "charge-1");
    String payment = own.api().get("/api/v1/payments").path("items[0].id");

    for (String path :
        List.of(
            "invoices/" + invoice,
            "invoices/" + invoice + "/timeline",
            "bots/" + own.botId(),
            "bots/" + own.botId() + "/webhook",
            "bots/" + own.botId() + "/star-balance")) {
      assertProblem(other.api().get("/api/v1/" + path), 404, "not-found");
    }
    assertProblem(other.api().post("/api/v1/invoices/" + invoice + "/cancel"), 404, "not-found");
    assertProblem(
        other.api().body(Map.of("chatId", PAYER)).post("/api/v1/invoices/" + invoice + "/send"),
        404,
        "not-found");
    assertProblem(other.link(invoice), 404, "not-found");
    assertProblem(other.api().post("/api/v1/payments/" + payment + "/accept"), 404, "not-found");
    assertProblem(
        other.api().body(Map.of("reason", "mine")).post("/api/v1/payments/" + payment + "/refund"),
        404,
        "not-found");
    assertProblem(
        other
            .api()
            .body(Map.of("providerToken", "1:TEST:stolen"))
            .patch("/api/v1/bots/" + own.botId()),
        404,
        "not-found");

    assertThat(own.status(invoice)).isEqualTo("OPEN");
    own.api().get("/api/v1/payments").then().body("items[0].status", equalTo("HELD"));
    assertThat(
            database.number(
                "SELECT count(*) FROM outbox WHERE kind LIKE 'issue.%' AND invoice_id = ?",
                invoice))
        .isZero();
  }

  @Test
  void theListsOfOneMerchantHoldNothingOfAnother() {
    UUID invoice = own.issue(Shop.tea().put("reference", "order-42"));
    own.pay(PAYER, invoice, "USD", 1250, "charge-1");
    UUID theirs = other.issue(Shop.tea());
    String cursor = own.api().queryParam("limit", 1).get("/api/v1/invoices").path("nextCursor");
    assertThat(cursor).isNull();

    for (String query :
        List.of(
            "",
            "?botId=" + own.botId(),
            "?reference=order-42",
            "?status=PAID",
            "?botId=" + own.botId() + "&status=PAID")) {
      List<String> seen = other.api().get("/api/v1/invoices" + query).path("items.id");
      assertThat(seen).as(query).doesNotContain(invoice.toString());
    }
    other
        .api()
        .get("/api/v1/invoices")
        .then()
        .body("items.id", equalTo(List.of(theirs.toString())));
    other.api().get("/api/v1/payments").then().body("items", hasSize(0));
    other
        .api()
        .get("/api/v1/bots")
        .then()
        .body("items.id", equalTo(List.of(other.botId().toString())));
  }

  @Test
  void aCursorOfOneMerchantShowsAnotherOnlyItsOwn() {
    own.issue(Shop.tea());
    own.issue(Shop.tea());
    String cursor = own.api().queryParam("limit", 1).get("/api/v1/invoices").path("nextCursor");

    other
        .api()
        .queryParam("cursor", cursor)
        .get("/api/v1/invoices")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  @Test
  void nobodyIssuesInvoicesThroughABotOfAnother() {
    assertThat(
            assertInvalid(
                other
                    .api()
                    .body(Shop.tea().put("botId", own.botId().toString()).encode())
                    .post("/api/v1/invoices"),
                "botId"))
        .contains("none of your bots");
  }

  @Test
  void aReferenceBelongsToItsMerchant() {
    own.issue(Shop.tea().put("reference", "order-42"));

    other.issue(Shop.tea().put("reference", "order-42"));
  }

  @Test
  void aBotBelongsToWhoeverConnectedItFirst() {
    String token =
        given()
            .get("/sandbox/api/bots")
            .path("find { it.id == " + own.telegramBotId() + " }.token");

    assertProblem(other.api().body(Map.of("token", token)).post("/api/v1/bots"), 409, "conflict");
    assertInvalid(
        other.api().body(Map.of("token", token)).patch("/api/v1/bots/" + other.botId()), "token");
  }

  @Test
  void theSecretOfOneBotOpensNoOtherDoor() {
    UUID invoice = own.issue(Shop.tea());
    JsonObject payment =
        Shop.paymentUpdate(
            Shop.nextUpdateId(),
            PAYER,
            own.payload(invoice),
            "USD",
            1250,
            "charge-1",
            same -> same);

    given()
        .header("X-Telegram-Bot-Api-Secret-Token", other.webhookSecret())
        .contentType(ContentType.JSON)
        .body(payment.encode())
        .post("/telegram/webhook/" + own.botKey())
        .then()
        .statusCode(401);

    assertThat(own.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void anInvoiceIsNotPayableThroughTheBotOfAnother() {
    UUID invoice = own.issue(Shop.tea());
    String payload = own.payload(invoice);

    other
        .preCheckout(PAYER, payload, "USD", 1250)
        .then()
        .statusCode(200)
        .body("ok", equalTo(false));
    other.pay(PAYER, payload, "USD", 1250, "charge-1", same -> same).then().statusCode(200);

    own.read(invoice)
        .then()
        .body("status", equalTo("OPEN"))
        .body("anomaly", equalTo(null))
        .body("payments", hasSize(0));
    assertThat(
            own.api()
                .get("/api/v1/invoices/" + invoice + "/timeline")
                .<List<String>>path("items.type"))
        .containsExactly("invoice.created");
    own.api().get("/api/v1/payments").then().body("items", hasSize(0));
    other
        .api()
        .get("/api/v1/payments")
        .then()
        .body("items", hasSize(1))
        .body("items[0].status", equalTo("HELD"))
        .body("items[0].anomaly", equalTo("UNKNOWN_INVOICE"))
        .body("items[0].invoiceId", equalTo(null));
  }

  @Test
  void aRefundThroughTheBotOfAnotherGivesNothingBack() {
    UUID invoice = own.issue(Shop.stars(5));
    own.pay(PAYER, invoice, "XTR", 5, "charge-1");

    other.refund(PAYER, own.payload(invoice), "XTR", 5, "charge-1").then().statusCode(200);

    assertThat(own.status(invoice)).isEqualTo("PAID");
    own.read(invoice).then().body("payments[0].status", equalTo("COUNTED"));
  }

  @Test
  void chargesUpdatesAndPayloadsOfTwoBotsMayBeSpelledAlike() {
    UUID invoice = own.issue(Shop.tea());
    UUID theirs = other.issue(Shop.tea());
    database.update("UPDATE invoice SET payload = 'the-same' WHERE id IN (?, ?)", invoice, theirs);
    long updateId = Shop.nextUpdateId();
    for (Shop shop : List.of(own, other)) {
      shop.deliver(
              Shop.paymentUpdate(updateId, PAYER, "the-same", "USD", 1250, "charge-1", same -> same)
                  .encode())
          .then()
          .statusCode(200);
    }

    assertThat(own.status(invoice)).isEqualTo("PAID");
    assertThat(other.status(theirs)).isEqualTo("PAID");
    own.api().get("/api/v1/payments").then().body("items", hasSize(1));
    other.api().get("/api/v1/payments").then().body("items", hasSize(1));
  }
}
