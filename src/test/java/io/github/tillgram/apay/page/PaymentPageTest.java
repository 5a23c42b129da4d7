package io.github.tillgram.apay.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.security.RandomTokens;
import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rail APAY from the button in the chat to the receipt, with the sandbox's A-Pay. */
@QuarkusTest
class PaymentPageTest {

  private static final long PRICE = 50_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BROWSER =
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Books books;

  private ApayShop shop;
  private SandboxChat chat;

  @BeforeEach
  void open() {
    shop = ApayShop.atSandbox(shops.open(), database);
    chat = new SandboxChat(shop.shop(), SandboxChat.PAYER);
  }

  private static JsonObject order() {
    return ApayShop.tea("INR", PRICE);
  }

  private UUID sent() {
    chat.say("/start");
    return shop.shop().issue(order().put("sendTo", SandboxChat.PAYER));
  }

  /** The address behind the button of the only invoice in the chat. */
  private String address() {
    await().atMost(PATIENCE).until(() -> withButton().size() == 1);
    return withButton()
        .get(0)
        .getJsonArray("buttons")
        .encode()
        .replaceAll(".*(/pay/[^\"]+)\".*", "$1");
  }

  private List<JsonObject> withButton() {
    return chat.messages().stream()
        .filter(
            message -> message.getJsonArray("buttons", new JsonArray()).encode().contains("/pay/"))
        .toList();
  }

  private String linkOf(UUID invoice) {
    String link = shop.shop().link(invoice).then().statusCode(200).extract().path("link");
    return URI.create(link).getPath();
  }

  private static RequestSpecification browser() {
    return given().header("User-Agent", BROWSER).redirects().follow(false);
  }

  private static Response open(String address) {
    return browser().get(address);
  }

  /** Opens the address and is led to a page at A-Pay. */
  private static String pageOf(String address) {
    return open(address).then().statusCode(303).extract().header("Location");
  }

  private static String step(Response page) {
    assertThat(page.statusCode()).isIn(200, 503);
    return page.asString().replaceAll("(?s).*data-step=\"(\\w+)\".*", "$1");
  }

  private void awaitStatus(UUID invoice, String status) {
    await().atMost(PATIENCE).until(() -> shop.shop().status(invoice).equals(status));
  }

  private List<String> attempts(UUID invoice) {
    return database
        .column("SELECT state FROM apay_attempt WHERE invoice_id = ? ORDER BY id", invoice)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void aPayerPaysByTheButtonAndTheMessageTurnsIntoTheReceipt() {
    UUID invoice = sent();
    String address = address();

    String page = pageOf(address);
    assertThat(shop.shop().status(invoice)).isEqualTo("CHECKOUT");
    JsonObject terms = shop.depositsAtApay().get(0).getJsonObject("terms");
    assertThat(terms.encode()).contains("tg-" + SandboxChat.PAYER, address + "/return", "EN");
    ApayShop.pay(page, "SUCCESS");

    awaitStatus(invoice, "PAID");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(withButton()).isEmpty();
              assertThat(chat.texts()).anyMatch(text -> text.startsWith("Thank you! Your payment"));
            });
    assertThat(step(open(address + "/return?status=Created"))).isEqualTo("Paid");
    assertThat(step(open(address))).isEqualTo("Blocked");
    assertThat(shop.shop().timeline(invoice))
        .containsSubsequence(
            "invoice.created",
            "invoice.sent",
            "apay.page_created",
            "payment.received",
            "invoice.paid");
    books.assertBalanced(shop.shop());
  }

  @Test
  void theSamePayerIsLedToTheSamePage() {
    sent();
    String address = address();

    String page = pageOf(address);

    assertThat(pageOf(address)).isEqualTo(page);
    assertThat(shop.depositsAtApay()).hasSize(1);
  }

  @Test
  void whoeverComesSecondReadsThatItIsBeingPaid() {
    UUID invoice = shop.shop().issue(order());
    String address = linkOf(invoice);

    Response first = open(address);
    first.then().statusCode(303);
    Response second = open(address);

    assertThat(step(second)).isEqualTo("Blocked");
    second.then().body(containsString("Somebody is paying"));
    String page =
        browser()
            .cookie("tillgram_payer", first.cookie("tillgram_payer"))
            .get(address)
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    assertThat(page).isEqualTo(first.header("Location"));
    assertThat(shop.depositsAtApay()).hasSize(1);
  }

  @Test
  void aReusableInvoiceHasAPageForEachPayer() {
    UUID invoice = shop.shop().issue(order().put("usage", "REUSABLE").put("maxPayments", 2));
    String address = linkOf(invoice);

    String first = pageOf(address);
    String second = pageOf(address);

    assertThat(first).isNotEqualTo(second);
    open(address).then().body(containsString("Everything has been sold"));
    ApayShop.pay(first, "SUCCESS");
    ApayShop.pay(second, "FAIL");
    await().atMost(PATIENCE).until(() -> attempts(invoice).contains("FAILED"));
    ApayShop.pay(pageOf(address), "SUCCESS");
    awaitStatus(invoice, "PAID");
    assertThat(shop.payments(invoice)).hasSize(2).allMatch(one -> one.getValue("payer") == null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TelegramBot (like TwitterBot)",
        "WhatsApp/2.23.20.0",
        "facebookexternalhit/1.1",
        "Slackbot-LinkExpanding 1.0",
        ""
      })
  void programsThatLookAtLinksCreateNothing(String agent) {
    UUID invoice = shop.shop().issue(order());
    String address = linkOf(invoice);

    Response page = given().header("User-Agent", agent).redirects().follow(false).get(address);

    assertThat(step(page)).isEqualTo("Ready");
    page.then().body(containsString("Tea"));
    assertThat(attempts(invoice)).isEmpty();
    assertThat(shop.shop().status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void neitherHeadNorPrefetchingCreatesAnything() {
    UUID invoice = shop.shop().issue(order());
    String address = linkOf(invoice);

    browser().head(address).then().statusCode(200);
    browser().header("Sec-Purpose", "prefetch;prerender").get(address).then().statusCode(200);
    browser().head("/pay/AAAAAAAAAAAAAAAAAAAAAA").then().statusCode(404);

    assertThat(attempts(invoice)).isEmpty();
  }

  @Test
  void aPictureOfAnAddressIsNoVisit() {
    UUID invoice = shop.shop().issue(order());
    String address = linkOf(invoice);

    browser().header("Sec-Fetch-Dest", "image").get(address).then().statusCode(200);

    assertThat(attempts(invoice)).isEmpty();
    browser().header("Sec-Fetch-Dest", "document").get(address).then().statusCode(303);
  }

  /** The one that came too late must not make the browser a stranger. */
  @Test
  void ofTwoClicksAtOnceTheBrowserIsKnownByTheFirst() {
    String address = linkOf(shop.shop().issue(order()));

    assertThat(open(address).cookie("tillgram_payer")).isNotNull();
    assertThat(open(address).cookie("tillgram_payer")).isNull();
  }

  @Test
  void whoHasBegunIsLedOnAlthoughTheInvoiceExpired() {
    UUID invoice = shop.shop().issue(order().put("usage", "REUSABLE"));
    String address = linkOf(invoice);
    Response first = open(address);
    database.update("UPDATE invoice SET expires_at = now() WHERE id = ?", invoice);

    browser()
        .cookie("tillgram_payer", first.cookie("tillgram_payer"))
        .get(address)
        .then()
        .statusCode(303);
    assertThat(step(open(address))).isEqualTo("Blocked");
  }

  @Test
  void aPaymentOfAnotherNumberIsFoundBeforeAnotherPageIsMade() {
    shop.atDesk("manners", new JsonObject().put("replacesOrderIds", true));
    UUID invoice = sent();
    String address = address();
    String page = pageOf(address);
    shop.atDesk("faults", new JsonObject().put("postback", "DROP").put("times", 5));
    ApayShop.pay(page, "SUCCESS");
    lapse(invoice);

    assertThat(step(open(address))).isEqualTo("Blocked");
    assertThat(shop.shop().status(invoice)).isEqualTo("PAID");
    assertThat(attempts(invoice)).containsExactly("PAID");
  }

  /** A telephone may be called like a program. */
  @Test
  void aPersonWhoIsTakenForAProgramCanGoOn() {
    String address = linkOf(shop.shop().issue(order()));
    String agent = BROWSER.replace("Pixel 8", "CUBOT X19");

    Response page = given().header("User-Agent", agent).redirects().follow(false).get(address);
    assertThat(step(page)).isEqualTo("Ready");
    page.then().body(containsString(address + "?go=1"));

    given()
        .header("User-Agent", agent)
        .redirects()
        .follow(false)
        .get(address + "?go=1")
        .then()
        .statusCode(303);
  }

  @Test
  void nothingIsBehindAnUnknownAddress() {
    Response page = open("/pay/AAAAAAAAAAAAAAAAAAAAAA");

    page.then().statusCode(404).body(containsString("nothing to pay"));
    open("/pay/short").then().statusCode(404);
    open("/pay/AAAAAAAAAAAAAAAAAAAAAA/return").then().statusCode(404);
  }

  @Test
  void anotherAttemptMayFollowAFailure() {
    UUID invoice = sent();
    String address = address();
    String page = pageOf(address);

    ApayShop.pay(page, "FAIL");
    await().atMost(PATIENCE).until(() -> attempts(invoice).equals(List.of("FAILED")));
    assertThat(step(open(address + "/return?status=Fail"))).isEqualTo("NotPaid");
    String next = pageOf(address);

    assertThat(next).isNotEqualTo(page);
    ApayShop.pay(next, "SUCCESS");
    awaitStatus(invoice, "PAID");
    assertThat(attempts(invoice)).containsExactly("FAILED", "PAID");
  }

  @Test
  void comingBackProvesNothing() {
    UUID invoice = sent();
    String address = address();
    pageOf(address);

    for (String status : List.of("Success", "Created", "Cancel", "Fail")) {
      assertThat(step(open(address + "/return?status=" + status))).isEqualTo("Waiting");
    }
    assertThat(shop.shop().status(invoice)).isEqualTo("CHECKOUT");
    assertThat(shop.payments(invoice)).isEmpty();
  }

  @Test
  void aLapsedAttemptIsAskedAboutBeforeAnotherOneBegins() {
    UUID invoice = sent();
    String address = address();
    String page = pageOf(address);
    shop.atDesk("faults", new JsonObject().put("postback", "DROP").put("times", 5));
    ApayShop.pay(page, "SUCCESS");
    lapse(invoice);

    Response opened = open(address);

    assertThat(step(opened)).isEqualTo("Blocked");
    assertThat(shop.shop().status(invoice)).isEqualTo("PAID");
    assertThat(attempts(invoice)).containsExactly("PAID");
  }

  private void lapse(UUID invoice) {
    database.update(
        "UPDATE apay_attempt SET lapses_at = now() - interval '1 second' WHERE invoice_id = ?",
        invoice);
    database.update(
        "UPDATE invoice SET reserved_until = now() - interval '1 second' WHERE id = ?", invoice);
    database.update("UPDATE apay_project SET asked_at = NULL WHERE id = ?", shop.projectId());
  }

  @Test
  void aLapsedAttemptThatIsPendingGivesItsPlaceToAnother() {
    UUID invoice = sent();
    String address = address();
    String page = pageOf(address);
    lapse(invoice);

    String next = pageOf(address);

    assertThat(next).isNotEqualTo(page);
    assertThat(attempts(invoice)).containsExactly("ABANDONED", "OPEN");
    ApayShop.pay(next, "SUCCESS");
    awaitStatus(invoice, "PAID");
    ApayShop.pay(page, "SUCCESS");
    await().atMost(PATIENCE).until(() -> shop.payments(invoice).size() == 2);
    assertThat(shop.payments(invoice))
        .extracting(payment -> payment.getString("status") + " " + payment.getString("anomaly"))
        .containsExactly("COUNTED null", "HELD PAID_TWICE");
    books.assertBalanced(shop.shop());
  }

  @Test
  void nobodyBeginsAnewWhileAPayDoesNotSayHowItWent() {
    UUID invoice = sent();
    String address = address();
    pageOf(address);
    lapse(invoice);
    fault("deposit-info", "SERVER_ERROR");

    assertThat(step(open(address))).isEqualTo("TryLater");
    assertThat(attempts(invoice)).containsExactly("OPEN");
  }

  private void fault(String endpoint, String kind) {
    shop.atDesk(
        "faults", new JsonObject().put("endpoint", endpoint).put("kind", kind).put("times", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "RATE_LIMIT"})
  void aPageThatWasNotMadeKeepsNobodyFromTryingAgain(String kind) {
    UUID invoice = sent();
    String address = address();
    fault("create-payment-page", kind);

    assertThat(step(open(address))).isEqualTo("TryLater");
    assertThat(shop.shop().status(invoice)).isEqualTo("OPEN");
    pageOf(address);
    assertThat(attempts(invoice)).containsExactly("NOT_CREATED", "OPEN");
  }

  /** A-Pay made a page, and nobody heard where; it may not know an order that nobody has opened. */
  @ParameterizedTest
  @CsvSource({"true, ABANDONED", "false, NOT_CREATED"})
  void aLostAnswerIsAskedAboutBeforeAnotherPageIsMade(boolean knowsPages, String state) {
    UUID invoice = sent();
    String address = address();
    shop.atDesk("manners", new JsonObject().put("knowsPages", knowsPages));
    fault("create-payment-page", "LOST_ANSWER");

    assertThat(step(open(address))).isEqualTo("Prepare");
    assertThat(step(open(address))).isEqualTo("Prepare");
    assertThat(attempts(invoice)).containsExactly("CREATING");
    database.update(
        "UPDATE apay_attempt SET created_at = created_at - interval '30 seconds'"
            + " WHERE invoice_id = ?",
        invoice);
    String page = pageOf(address);

    assertThat(attempts(invoice)).containsExactly(state, "OPEN");
    assertThat(shop.depositsAtApay()).hasSize(2);
    ApayShop.pay(page, "SUCCESS");
    awaitStatus(invoice, "PAID");
  }

  @Test
  void whatThePayerSentInsteadIsHeldAndNobodyPaysAgain() {
    UUID invoice = sent();
    String address = address();
    String page = pageOf(address);

    shop.atDesk(
        "pay", new JsonObject().put("url", page).put("outcome", "SUCCESS").put("amount", 499));

    await().atMost(PATIENCE).until(() -> shop.payments(invoice).size() == 1);
    assertThat(shop.payments(invoice).get(0).getString("anomaly")).isEqualTo("AMOUNT_MISMATCH");
    Response again = open(address);
    assertThat(step(again)).isEqualTo("Blocked");
    again.then().body(containsString("do not pay again"));
    assertThat(step(open(address + "/return"))).isEqualTo("Blocked");
    await()
        .atMost(PATIENCE)
        .until(() -> chat.texts().stream().anyMatch(text -> text.contains("will check it")));
  }

  @Test
  void limitsAreCheckedWhereTheyMatterAndNeverAtCreation() {
    closeAllSystems();
    chat.say("/start");

    UUID invoice = shop.shop().issue(order().put("sendTo", SandboxChat.PAYER));

    await()
        .atMost(PATIENCE)
        .until(() -> shop.shop().timeline(invoice).contains("invoice.not_sent"));
    shop.shop().link(invoice).then().statusCode(409).body("detail", containsString("500 INR"));
    assertThat(step(open(addressOf(invoice)))).isEqualTo("TryLater");
    assertThat(attempts(invoice)).isEmpty();
  }

  /** An address that was given out while somebody could still pay. */
  private String addressOf(UUID invoice) {
    String token = RandomTokens.name();
    database.update("INSERT INTO apay_pay_link (token, invoice_id) VALUES (?, ?)", token, invoice);
    return "/pay/" + token;
  }

  private void closeAllSystems() {
    JsonArray projects = new JsonArray(given().get("/sandbox/api/apay/projects").asString());
    projects.stream()
        .map(JsonObject.class::cast)
        .filter(project -> project.getString("projectId").equals(shop.number()))
        .flatMap(project -> project.getJsonArray("systems").stream())
        .map(JsonObject.class::cast)
        .forEach(
            system ->
                shop.atDesk(
                    "systems",
                    new JsonObject().put("name", system.getString("name")).put("deposit", false)));
  }

  @Test
  void anInvoiceThatAPayCannotChargeIsRefusedWithAllReasons() {
    Response refused =
        shop.shop()
            .api()
            .body(
                ApayShop.tea("INR", 50_050)
                    .put("tip", new JsonObject().put("max", 100))
                    .put("photo", new JsonObject().put("url", "https://shop.example/tea.jpg"))
                    .put("paymentSystems", new JsonArray().add("UPI!"))
                    .encode())
            .post("/api/v1/invoices");

    refused.then().statusCode(422);
    assertThat(refused.jsonPath().getList("errors.field"))
        .containsExactlyInAnyOrder("prices", "tip", "photo", "paymentSystems");
  }

  @Test
  void withoutAProjectThereAreNoPages() {
    Shop other = shops.open();

    other
        .api()
        .body(order().encode())
        .post("/api/v1/invoices")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("rail"))
        .body("errors[0].message", containsString("apay-projects"));
  }

  @Test
  void thePayersChoiceIsTheMerchants() {
    UUID invoice = shop.shop().issue(order().put("paymentSystems", new JsonArray().add("phonepe")));

    pageOf(linkOf(invoice));

    assertThat(shop.depositsAtApay().get(0).getJsonObject("terms").encode())
        .contains("phonepe")
        .doesNotContain("upi");
    shop.shop().read(invoice).then().body("paymentSystems[0]", equalTo("phonepe"));
  }

  @Test
  void aCanceledInvoiceGoesOutOfTheChat() {
    UUID invoice = sent();
    String address = address();

    shop.shop().cancel(invoice).then().statusCode(200);

    await().atMost(PATIENCE).until(() -> withButton().isEmpty());
    open(address).then().statusCode(200).body(containsString("canceled"));
  }

  @Test
  void nobodyCancelsUnderThePayersHands() {
    UUID invoice = sent();
    pageOf(address());

    shop.shop().cancel(invoice).then().statusCode(409);
  }

  @Test
  void thePageRunsNothingAndTellsNobodyWhereItIs() {
    Response page = open("/pay/AAAAAAAAAAAAAAAAAAAAAA");

    page.then()
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store");
    UUID invoice = shop.shop().issue(order().put("title", "<script>alert(1)</script>"));
    String shown = given().header("User-Agent", "bot").get(linkOf(invoice)).asString();
    assertThat(shown).contains("&lt;script&gt;").doesNotContain("<script>");
  }
}
