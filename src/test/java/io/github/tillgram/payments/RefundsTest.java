package io.github.tillgram.payments;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds that a merchant asks for, beside those that are made elsewhere. */
@QuarkusTest
class RefundsTest {

  private static final long PAYER = SandboxChat.PAYER;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;
  @Inject Clockwork clockwork;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, PAYER);
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  // ---- Stars ----------------------------------------------------------------------------------

  @Test
  void starsGoBackThroughTelegramAndThePayerHearsOfItOnce() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();

    shop.giveBack(charge, "Broken on arrival")
        .then()
        .statusCode(202)
        .body("status", equalTo("REFUNDING"))
        .body("telegramChargeId", equalTo(charge));
    awaitStatus(charge, "REFUNDED");

    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(balance()).isZero();
    assertThat(books.lines(shop, charge)).containsExactly("GOODS 100", "REFUND -100");
    assertThat(events(invoice, "payment.refund_requested"))
        .containsExactly(Map.of("paymentId", id(charge), "reason", "Broken on arrival"));
    assertThat(events(invoice, "payment.refunded"))
        .singleElement()
        .satisfies(
            data ->
                assertThat(data)
                    .containsEntry("reason", "Broken on arrival")
                    .containsEntry("amount", 100)
                    .doesNotContainKey("byHand"));
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, charge).then().statusCode(200);
    assertToldOnce();
  }

  @Test
  void theRefundMessageThatComesFirstBooksItAndTelegramNeedNotBeAsked() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.fault("refundStarPayment", "RATE_LIMIT", 1, 3);
    shop.giveBack(charge, "Broken").then().statusCode(202);
    await().until(() -> outbox("last_error IS NOT NULL") == 1);

    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, charge).then().statusCode(200);

    assertThat(status(charge)).isEqualTo("REFUNDED");
    clockwork.endWaiting(shop.botId());
    await().atMost(PATIENCE).until(() -> outbox("true") == 0);
    assertThat(balance()).isEqualTo(100);
    assertThat(books.lines(shop, charge)).containsExactly("GOODS 100", "REFUND -100");
    assertThat(events(invoice, "payment.refunded")).hasSize(1);
    assertToldOnce();
  }

  @Test
  void chargeAlreadyRefundedIsSuccess() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.holdUpdates(true);
    chat.refundElsewhere(charge);

    shop.giveBack(charge, "Broken").then().statusCode(202);

    awaitStatus(charge, "REFUNDED");
    long heard = updates();
    chat.holdUpdates(false);
    await().until(() -> updates() == heard + 1);
    assertThat(books.lines(shop, charge)).containsExactly("GOODS 100", "REFUND -100");
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(events(invoice, "payment.refunded")).hasSize(1);
    assertToldOnce();
  }

  /** As after a crash between Telegram's answer and our commit: the call is made again. */
  @Test
  void aRefundWhoseAnswerWasLostIsMadeOnce() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.holdUpdates(true);
    chat.fault("refundStarPayment", "LOST_ANSWER", 1, 0);

    shop.giveBack(charge, "Broken").then().statusCode(202);

    await().until(() -> outbox("last_error IS NOT NULL") == 1);
    assertThat(status(charge)).isEqualTo("REFUNDING");
    assertThat(balance()).isZero();
    awaitStatus(charge, "REFUNDED");
    assertThat(balance()).isZero();
    assertThat(books.lines(shop, charge)).containsExactly("GOODS 100", "REFUND -100");
    assertThat(events(invoice, "payment.refunded")).hasSize(1);
    assertToldOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RATE_LIMIT", "SERVER_ERROR", "BAD_GATEWAY", "CLOSE"})
  void whatMayPassIsTriedAgain(String trouble) {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.fault("refundStarPayment", trouble, 1, 1);

    shop.giveBack(charge, "Broken").then().statusCode(202);

    awaitStatus(charge, "REFUNDED");
    assertThat(shop.timeline(invoice)).doesNotContain("payment.refund_failed");
    assertToldOnce();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CHARGE_NOT_FOUND",
        "USER_ID_INVALID",
        "BALANCE_TOO_LOW",
        "invalid user_id specified"
      })
  void aRefundThatTelegramRefusesLeavesThePaymentAsItWasAndMayBeAskedForAgain(String reason) {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.refuse("refundStarPayment", reason);

    shop.giveBack(charge, "Broken").then().statusCode(202);

    awaitStatus(charge, "COUNTED");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(events(invoice, "payment.refund_failed"))
        .singleElement()
        .satisfies(data -> assertThat(data.get("reason").toString()).contains(reason));
    assertThat(refundsHeard()).isZero();

    shop.giveBack(charge, "Broken, once more").then().statusCode(202);
    awaitStatus(charge, "REFUNDED");
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(events(invoice, "payment.refunded").get(0))
        .containsEntry("reason", "Broken, once more");
  }

  @Test
  void aRefundThatWasTriedForTooLongIsGivenUpAndThePaymentIsWhatItWas() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.fault("refundStarPayment", "SERVER_ERROR", 1, 0);
    shop.giveBack(charge, "Broken").then().statusCode(202);
    database.update(
        "UPDATE outbox SET created_at = now() - interval '2 days'"
            + " WHERE bot_id = ? AND kind = 'refund.STARS'",
        shop.botId());
    await().until(() -> outbox("last_error IS NOT NULL OR state = 'GIVEN_UP'") == 1);
    chat.fault("refundStarPayment", "SERVER_ERROR", 9, 0);

    awaitStatus(charge, "COUNTED");

    assertThat(events(invoice, "payment.refund_failed")).hasSize(1);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aRefusalAfterTheRefundWasMadeElsewhereChangesNothing() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.pay(PAYER, invoice, "XTR", 100, "charge").then().statusCode(200);
    shop.giveBack("charge", "Broken").then().statusCode(202);
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "charge").then().statusCode(200);

    await().atMost(PATIENCE).until(() -> outbox("state = 'PENDING'") == 0);

    assertThat(status("charge")).isEqualTo("REFUNDED");
    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
  }

  @Test
  void theRefundMessageComesFromTheBotAndThePayerIsTheChat() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();

    chat.refundElsewhere(charge);

    awaitStatus(charge, "REFUNDED");
    JsonObject message = chat.messages().stream().filter(this::isRefund).findFirst().orElseThrow();
    assertThat(message.getBoolean("fromBot")).isTrue();
    assertThat(message.getJsonObject("raw").getJsonObject("chat").getLong("id")).isEqualTo(PAYER);
    assertThat(events(invoice, "payment.refunded").get(0)).doesNotContainKeys("reason", "byHand");
    assertToldOnce();
  }

  @Test
  void aRefundIsAlwaysTheWholeCharge() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();

    assertInvalid(
        shop.api().body(Map.of("reason", "Half", "amount", 50)).post(shop.refundPath(charge)),
        "amount");
    shop.giveBack(charge, "All").then().statusCode(202).body("amount", equalTo(100));

    awaitStatus(charge, "REFUNDED");
    assertThat(balance()).isZero();
    assertThat(events(invoice, "payment.refunded").get(0)).containsEntry("amount", 100);
  }

  @Test
  void starChargeIdsMayBeLongerThan128Characters() {
    shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    assertThat(charge).startsWith("stx").hasSizeGreaterThan(128);

    shop.giveBack(charge, "Broken").then().statusCode(202);

    awaitStatus(charge, "REFUNDED");
  }

  /** Until January 2025 Telegram said of renewals that they were refunded, when it had done so. */
  @Test
  void aRenewalIsRefundedPerCharge() {
    UUID invoice = shop.issue(Shop.stars(100));
    String payload = shop.payload(invoice);
    shop.pay(PAYER, invoice, "XTR", 100, "first").then().statusCode(200);
    for (String charge : List.of("renewal-1", "renewal-2")) {
      shop.pay(PAYER, payload, "XTR", 100, charge, RefundsTest::renewing).then().statusCode(200);
    }
    chat.refuse("refundStarPayment", "CHARGE_ALREADY_REFUNDED");

    shop.giveBack("renewal-1", "A month too long").then().statusCode(202);

    awaitStatus("renewal-1", "REFUNDED");
    assertThat(status("renewal-2")).isEqualTo("COUNTED");
    assertThat(status("first")).isEqualTo("COUNTED");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(books.lines(shop, "renewal-1")).containsExactly("GOODS 100", "REFUND -100");
  }

  @Test
  void aReusableInvoiceIsNeverRefunded() {
    UUID invoice = shop.issue(Shop.stars(100).put("usage", "REUSABLE").put("sendTo", PAYER));
    String charge = pay();

    shop.giveBack(charge, "Broken").then().statusCode(202);

    awaitStatus(charge, "REFUNDED");
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(database.number("SELECT counted_payments FROM invoice WHERE id = ?", invoice))
        .isZero();
  }

  // ---- What is held ---------------------------------------------------------------------------

  @Test
  void aHeldPaymentIsRefundedAndItsInvoiceStaysAsItWas() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.pay(PAYER, invoice, "XTR", 99, "charge").then().statusCode(200);
    chat.refuse("refundStarPayment", "CHARGE_ALREADY_REFUNDED");

    shop.giveBack("charge", "Not what it costs").then().statusCode(202);

    awaitStatus("charge", "REFUNDED");
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(books.lines(shop, "charge")).containsExactly("HELD 99", "REFUND -99");
  }

  @Test
  void aHeldPaymentThatCannotBeRefundedIsHeldAgainAndCanBeAccepted() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.pay(PAYER, invoice, "XTR", 99, "charge").then().statusCode(200);

    shop.giveBack("charge", "Not what it costs").then().statusCode(202);

    awaitStatus("charge", "HELD");
    assertThat(events(invoice, "payment.refund_failed").get(0).get("reason").toString())
        .contains("CHARGE_NOT_FOUND");
    shop.accept("charge").then().statusCode(200);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPaymentThatIsBeingRefundedCannotBeAccepted() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.pay(PAYER, invoice, "XTR", 99, "charge").then().statusCode(200);
    chat.fault("refundStarPayment", "RATE_LIMIT", 1, 60);
    shop.giveBack("charge", "Not what it costs").then().statusCode(202);

    assertThat(assertProblem(shop.accept("charge"), 409, "conflict").getString("detail"))
        .contains("REFUNDING");

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aPaymentWithoutInvoiceIsRefunded() {
    shop.pay(PAYER, "nobody", "XTR", 100, "charge", UnaryOperator.identity())
        .then()
        .statusCode(200);
    chat.refuse("refundStarPayment", "CHARGE_ALREADY_REFUNDED");

    shop.giveBack("charge", "Nobody knows what for")
        .then()
        .statusCode(202)
        .body("invoiceId", nullValue());

    awaitStatus("charge", "REFUNDED");
    assertThat(books.lines(shop, "charge")).containsExactly("HELD 100", "REFUND -100");
    assertToldOnce();
  }

  @Test
  void aPaymentThatIsBeingRefundedStillCountsSoASecondIsHeld() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.pay(PAYER, invoice, "XTR", 100, "first").then().statusCode(200);
    chat.fault("refundStarPayment", "RATE_LIMIT", 1, 60);
    shop.giveBack("first", "Broken").then().statusCode(202);

    shop.pay(PAYER, invoice, "XTR", 100, "second").then().statusCode(200);

    assertThat(status("second")).isEqualTo("HELD");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  // ---- Other rails ----------------------------------------------------------------------------

  @Test
  void providerPaymentsHaveNoRefundMethodAndAreRecordedByHand() {
    UUID invoice = shop.issue(Shop.tea());
    shop.pay(PAYER, invoice, "USD", 1250, "charge").then().statusCode(200);

    shop.giveBack("charge", "Given back at the provider")
        .then()
        .statusCode(200)
        .body("status", equalTo("REFUNDED"));

    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 1250", "REFUND -1250");
    assertThat(events(invoice, "payment.refunded").get(0))
        .containsEntry("reason", "Given back at the provider")
        .containsEntry("byHand", true);
    assertThat(outbox("true")).isZero();
    assertRefused("charge", "REFUNDED");
    shop.refund(PAYER, shop.payload(invoice), "USD", 1250, "charge").then().statusCode(200);
    assertThat(books.lines(shop, "charge")).hasSize(2);
  }

  // ---- Requests -------------------------------------------------------------------------------

  @Test
  void twinsOfARequestDoItOnce() {
    UUID invoice = shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    String path = shop.refundPath(charge);
    List<CompletableFuture<HttpResponse<String>>> twins;
    try (Database.HeldLock lock = database.lock(invoice)) {
      twins =
          Stream.generate(() -> Crowd.post(shop, path, "{\"reason\": \"Twice\"}"))
              .limit(2)
              .toList();
      database.awaitBlocked(2);
    }

    assertThat(twins.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsExactlyInAnyOrder(202, 409);
    awaitStatus(charge, "REFUNDED");
    assertThat(events(invoice, "payment.refund_requested")).hasSize(1);
    assertThat(books.lines(shop, charge)).containsExactly("GOODS 100", "REFUND -100");
  }

  @Test
  void twinsThatRecordARefundByHandDoItOnce() {
    UUID invoice = shop.issue(Shop.tea());
    shop.pay(PAYER, invoice, "USD", 1250, "charge").then().statusCode(200);
    String path = shop.refundPath("charge");
    List<CompletableFuture<HttpResponse<String>>> twins;
    try (Database.HeldLock lock = database.lock(invoice)) {
      twins =
          Stream.generate(() -> Crowd.post(shop, path, "{\"reason\": \"Twice\"}"))
              .limit(2)
              .toList();
      database.awaitBlocked(2);
    }

    assertThat(twins.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsExactlyInAnyOrder(200, 409);
    assertThat(books.lines(shop, "charge")).containsExactly("GOODS 1250", "REFUND -1250");
  }

  @Test
  void aSecondRequestIsRefused() {
    shop.issue(Shop.stars(100).put("sendTo", PAYER));
    String charge = pay();
    chat.fault("refundStarPayment", "RATE_LIMIT", 1, 2);
    shop.giveBack(charge, "Broken").then().statusCode(202);

    assertRefused(charge, "REFUNDING");

    awaitStatus(charge, "REFUNDED");
    assertRefused(charge, "REFUNDED");
  }

  @Test
  void aReasonIsRequiredAndAtMost255CharactersLong() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.pay(PAYER, invoice, "XTR", 100, "charge").then().statusCode(200);

    for (String body : List.of("{}", "{\"reason\": null}", "{\"reason\": \" \"}")) {
      assertInvalid(shop.api().body(body).post(shop.refundPath("charge")), "reason");
    }
    assertInvalid(shop.api().post(shop.refundPath("charge")), "reason");
    assertInvalid(shop.giveBack("charge", "x".repeat(256)), "reason");
    assertInvalid(shop.giveBack("charge", "a\0b"), "reason");
    assertThat(status("charge")).isEqualTo("COUNTED");
    shop.giveBack("charge", "\uD83C\uDF75".repeat(255)).then().statusCode(202);
  }

  @Test
  void thePaymentOfAnotherMerchantDoesNotExist() {
    UUID invoice = shop.issue(Shop.tea());
    shop.pay(PAYER, invoice, "USD", 1250, "charge").then().statusCode(200);

    assertProblem(
        shops.open().api().body(Map.of("reason", "Mine")).post(shop.refundPath("charge")),
        404,
        "not-found");
    assertProblem(
        shop.api()
            .body(Map.of("reason", "Lost"))
            .post("/api/v1/payments/" + UUID.randomUUID() + "/refund"),
        404,
        "not-found");

    assertThat(status("charge")).isEqualTo("COUNTED");
  }

  // ---- Helpers --------------------------------------------------------------------------------

  /** Pays the only invoice in the chat, and gives the charge once it is in the books. */
  private String pay() {
    String charge = chat.press(chat.awaitInvoice(), "PAY").getString("chargeId");
    await().until(() -> shop.payment(charge) != null);
    return charge;
  }

  private static JsonObject renewing(JsonObject payment) {
    return payment.put("is_recurring", true).put("subscription_expiration_date", 4_000_000_000L);
  }

  private void awaitStatus(String charge, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              clockwork.endWaiting(shop.botId());
              assertThat(status(charge)).isEqualTo(status);
            });
  }

  private String status(String charge) {
    return shop.payment(charge).getString("status");
  }

  private String id(String charge) {
    return shop.payment(charge).getString("id");
  }

  private List<Map<String, Object>> events(UUID invoice, String type) {
    return shop.api()
        .get("/api/v1/invoices/" + invoice + "/timeline")
        .path("items.findAll { it.type == '" + type + "' }.data");
  }

  private void assertRefused(String charge, String status) {
    JsonObject problem = assertProblem(shop.giveBack(charge, "Again"), 409, "conflict");
    assertThat(problem.getString("detail")).isEqualTo("The payment is " + status + " already.");
  }

  private long balance() {
    return shop.api()
        .get("/api/v1/bots/" + shop.botId() + "/star-balance")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("amount");
  }

  private long outbox(String condition) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND kind = 'refund.STARS' AND ("
            + condition
            + ")",
        shop.botId());
  }

  /** How many updates of the bot were handled. */
  private long updates() {
    return database.number("SELECT count(*) FROM webhook_update WHERE bot_id = ?", shop.botId());
  }

  private boolean isRefund(JsonObject message) {
    return message.getJsonObject("raw").containsKey("refunded_payment");
  }

  private long refundsHeard() {
    return chat.texts().stream().filter(text -> text.endsWith("has been refunded.")).count();
  }

  private void assertToldOnce() {
    await()
        .until(
            () -> {
              clockwork.endWaiting(shop.botId());
              return said("PENDING") == 0;
            });
    assertThat(refundsHeard()).isOne();
  }

  /** How many messages of the bot wait. */
  private long said(String state) {
    return database.number(
        "SELECT count(*) FROM outbox WHERE bot_id = ? AND kind = 'chat.message' AND state = ?",
        shop.botId(),
        state);
  }
}
