package io.github.tillgram.apay.deposit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of which A-Pay posts nothing, with the sandbox's A-Pay. */
@QuarkusTest
class SilentOrdersTest {

  private static final long PRICE = 50_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BROWSER = "Mozilla/5.0 Firefox/130.0";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Books books;

  private ApayShop shop;

  @BeforeEach
  void open() {
    shop = ApayShop.atSandbox(shops.open(), database);
    shop.atDesk("faults", new JsonObject().put("postback", "DROP").put("times", 100));
  }

  private UUID invoice(String currency, long amount) {
    return shop.shop().issue(ApayShop.tea(currency, amount));
  }

  private String pageOf(UUID invoice) {
    return pageOf(shop, invoice);
  }

  private static String pageOf(ApayShop shop, UUID invoice) {
    return given()
        .header("User-Agent", BROWSER)
        .redirects()
        .follow(false)
        .get(address(shop, invoice))
        .then()
        .statusCode(303)
        .extract()
        .header("Location");
  }

  private static String address(ApayShop shop, UUID invoice) {
    String link = shop.shop().link(invoice).then().statusCode(200).extract().path("link");
    return URI.create(link).getPath();
  }

  /** It is time to ask, so many minutes after the payer began. */
  private void timeToAsk(UUID invoice, long minutes) {
    database.update(
        "UPDATE apay_attempt SET created_at = now() - ? * interval '1 minute', ask_at = now(),"
            + " ask_from = NULL WHERE invoice_id = ?",
        minutes,
        invoice);
  }

  private void awaitStatus(UUID invoice, String status) {
    await().atMost(PATIENCE).until(() -> shop.shop().status(invoice).equals(status));
  }

  private void awaitAttempt(UUID invoice, String state) {
    await().atMost(PATIENCE).until(() -> state(invoice).equals(state));
  }

  private String state(UUID invoice) {
    return database.text("SELECT state FROM apay_attempt WHERE invoice_id = ?", invoice);
  }

  private JsonObject depositOf(UUID invoice) {
    return shop.deposit(
        database.text("SELECT order_id FROM apay_attempt WHERE invoice_id = ?", invoice));
  }

  @Test
  void aPaymentThatNobodyPostsIsFound() {
    UUID invoice = invoice("INR", PRICE);
    ApayShop.pay(pageOf(invoice), "SUCCESS");
    assertThat(depositOf(invoice).getString("status")).isEqualTo("PENDING");

    timeToAsk(invoice, 2);

    awaitStatus(invoice, "PAID");
    assertThat(depositOf(invoice).getString("status")).isEqualTo("SUCCESS");
    assertThat(
            database.text(
                "SELECT source FROM apay_notice n JOIN apay_deposit d ON d.id = n.deposit_id"
                    + " WHERE d.invoice_id = ?",
                invoice))
        .isEqualTo("DEPOSIT_INFO");
    books.assertBalanced(shop.shop());
  }

  @Test
  void aFailureThatNobodyPostsIsFound() {
    UUID invoice = invoice("INR", PRICE);
    ApayShop.pay(pageOf(invoice), "FAIL");

    timeToAsk(invoice, 2);

    awaitAttempt(invoice, "FAILED");
    assertThat(shop.shop().status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void anOrderThatGotAnotherNumberIsFoundByOurs() {
    shop.atDesk("manners", new JsonObject().put("replacesOrderIds", true));
    UUID invoice = invoice("INR", PRICE);
    ApayShop.pay(pageOf(invoice), "SUCCESS");

    timeToAsk(invoice, 2);

    awaitStatus(invoice, "PAID");
    assertThat(shop.payments(invoice)).hasSize(1);
  }

  /** Of each project one order is asked about at a time, those of several side by side. */
  @Test
  void severalProjectsAreAskedAtOnce() {
    List<ApayShop> others =
        Stream.generate(() -> ApayShop.atSandbox(shops.open(), database)).limit(4).toList();
    Map<ApayShop, UUID> invoices = new LinkedHashMap<>();
    for (ApayShop other : others) {
      other.atDesk("faults", new JsonObject().put("postback", "DROP").put("times", 100));
      UUID invoice = other.shop().issue(ApayShop.tea("INR", PRICE));
      ApayShop.pay(pageOf(other, invoice), "SUCCESS");
      invoices.put(other, invoice);
    }

    database.update(
        "UPDATE apay_attempt SET ask_at = now() WHERE invoice_id = ANY (?)",
        (Object) invoices.values().toArray(UUID[]::new));

    invoices.forEach(
        (other, invoice) -> {
          await().atMost(PATIENCE).until(() -> other.shop().status(invoice).equals("PAID"));
          assertThat(other.payments(invoice)).hasSize(1);
          books.assertBalanced(other.shop());
        });
  }

  @Test
  void afterADayNobodyAsksAndPeopleHaveToLook() {
    UUID invoice = invoice("INR", PRICE);
    String page = pageOf(invoice);

    timeToAsk(invoice, 24 * 60);

    awaitAttempt(invoice, "UNRESOLVED");
    JsonObject deposit = depositOf(invoice);
    assertThat(deposit.getString("status")).isEqualTo("UNRESOLVED");
    assertThat(shop.shop().timeline(invoice)).contains("apay.deposit_unresolved");
    shop.shop()
        .api()
        .get("/api/v1/deposits?status=UNRESOLVED")
        .then()
        .body("items[0].id", equalTo(deposit.getString("id")));
    assertThat(database.value("SELECT ask_at FROM apay_attempt WHERE invoice_id = ?", invoice))
        .isNull();

    ApayShop.pay(page, "SUCCESS");
    seek(deposit).then().statusCode(200).body("lostStatus", equalTo("Pending"));
    shop.atDesk(
        "lost",
        new JsonObject().put("orderId", deposit.getString("orderId")).put("status", "DONE"));
    database.update("UPDATE apay_deposit SET lost_ask_at = now() WHERE invoice_id = ?", invoice);

    awaitStatus(invoice, "PAID");
    assertThat(depositOf(invoice).getString("lostStatus")).isEqualTo("Done");
    books.assertBalanced(shop.shop());
  }

  private Response seek(JsonObject deposit) {
    return given()
        .auth()
        .oauth2(shop.shop().apiKey())
        .contentType(ContentType.MULTIPART)
        .multiPart("file", "receipt.png", new byte[] {1, 2, 3}, "image/png")
        .multiPart("description", "paid with phonepe")
        .post("/api/v1/deposits/" + deposit.getString("id") + "/lost");
  }

  @Test
  void nothingIsSoughtThatIsNotLost() {
    UUID invoice = invoice("INR", PRICE);
    ApayShop.pay(pageOf(invoice), "SUCCESS");
    timeToAsk(invoice, 2);
    awaitStatus(invoice, "PAID");

    seek(depositOf(invoice)).then().statusCode(409);
  }

  @Test
  void aProofIsAPictureOrAPdf() {
    UUID invoice = invoice("INR", PRICE);
    pageOf(invoice);
    String path = "/api/v1/deposits/" + depositOf(invoice).getString("id") + "/lost";

    given()
        .auth()
        .oauth2(shop.shop().apiKey())
        .multiPart("file", "receipt.exe", new byte[] {1}, "application/octet-stream")
        .post(path)
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("file"));
    given()
        .auth()
        .oauth2(shop.shop().apiKey())
        .multiPart("description", "no file")
        .post(path)
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("file"));
  }

  /** The settings of tests say that large deposits in BHD are confirmed. */
  @Test
  void aLargeDepositIsCreditedOnceAPayConfirmsIt() {
    UUID invoice = invoice("BHD", 900_000);
    String page = pageOf(invoice);
    given().delete("/sandbox/api/apay/faults?projectId=" + shop.number());

    ApayShop.pay(page, "SUCCESS");

    await()
        .atMost(PATIENCE)
        .until(() -> shop.shop().timeline(invoice).contains("apay.deposit_confirming"));
    awaitStatus(invoice, "PAID");
    assertThat(shop.shop().timeline(invoice))
        .containsSubsequence("apay.deposit_confirming", "invoice.paid");
    assertThat(shop.payments(invoice)).hasSize(1);
    books.assertBalanced(shop.shop());
  }

  @Test
  void aLargeDepositThatAPayDoesNotConfirmWaits() {
    UUID invoice = invoice("BHD", 900_000);
    String address = address(shop, invoice);
    pageOf(invoice);

    claim(invoice, 900);

    assertThat(depositOf(invoice).getString("status")).isEqualTo("CONFIRMING");
    awaitAsked(invoice);
    assertThat(depositOf(invoice).getString("status")).isEqualTo("CONFIRMING");
    assertThat(shop.payments(invoice)).isEmpty();
    given()
        .header("User-Agent", BROWSER)
        .get(address)
        .then()
        .body(containsString("data-step=\"Blocked\""));
    accept(invoice).then().statusCode(200);
    assertThat(shop.shop().status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aLargeDepositOfAnotherAmountCountsWhenItsMerchantSaysSo() {
    UUID invoice = invoice("BHD", 900_000);
    pageOf(invoice);
    claim(invoice, 800);
    assertThat(depositOf(invoice).getString("status")).isEqualTo("CONFIRMING");

    accept(invoice).then().statusCode(200);

    assertThat(shop.shop().status(invoice)).isEqualTo("PAID");
    assertThat(shop.payments(invoice).get(0).getLong("amount")).isEqualTo(800_000);
    books.assertBalanced(shop.shop());
  }

  @Test
  void aLargeDepositThatAPayDeniesWasNotPaid() {
    UUID invoice = invoice("BHD", 900_000);
    ApayShop.pay(pageOf(invoice), "FAIL");

    claim(invoice, 900);

    await().atMost(PATIENCE).until(() -> depositOf(invoice).getString("status").equals("FAILED"));
    assertThat(shop.payments(invoice)).isEmpty();
    awaitStatus(invoice, "OPEN");
  }

  private Response accept(UUID invoice) {
    return shop.shop()
        .api()
        .post("/api/v1/deposits/" + depositOf(invoice).getString("id") + "/accept");
  }

  private void awaitAsked(UUID invoice) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database.number("SELECT asks FROM apay_attempt WHERE invoice_id = ?", invoice) > 0);
  }

  /** Somebody who has the keys says that so much was paid. */
  private void claim(UUID invoice, int amount) {
    shop.post(
        new JsonObject()
            .put("order_id", depositOf(invoice).getString("orderId"))
            .put("status", "Success")
            .put("amount", amount)
            .put("currency", "BHD")
            .put("payment_system", "stcpay_p2p")
            .put("custom_transaction_id", customTransactionId(invoice))
            .put("created_at", 1_735_689_600));
  }

  private String customTransactionId(UUID invoice) {
    return database.text(
        "SELECT custom_transaction_id FROM apay_attempt WHERE invoice_id = ?", invoice);
  }

  /** Many orders of one project are due at once. */
  @Test
  void oneProjectIsAskedOnceASecond() {
    UUID first = invoice("INR", PRICE);
    UUID second = invoice("INR", PRICE);
    UUID third = invoice("INR", PRICE);
    for (UUID invoice : new UUID[] {first, second, third}) {
      ApayShop.pay(pageOf(invoice), "SUCCESS");
    }
    for (UUID invoice : new UUID[] {first, second, third}) {
      timeToAsk(invoice, 2);
    }

    awaitStatus(third, "PAID");
    awaitStatus(second, "PAID");
    awaitStatus(first, "PAID");

    assertThat(
            database.number(
                "SELECT extract(epoch FROM max(asked_at) - min(asked_at)) * 1000 FROM apay_attempt"
                    + " WHERE project_id = ?",
                shop.projectId()))
        .isGreaterThan(1_500);
  }
}
