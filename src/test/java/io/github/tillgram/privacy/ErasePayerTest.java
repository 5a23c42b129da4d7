package io.github.tillgram.privacy;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Listener;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of a payer who was erased, and what is in the way of it. */
@QuarkusTest
class ErasePayerTest {

  private static final long PAYER = BusyPayer.ID;
  private static final long ANOTHER = 4711_0001;

  /** Where something about a payer may stay, and why. */
  private static final Map<String, String> MAY_STAY =
      Map.of(
          "payment.telegram_charge_id",
          "the books: a repeat is known by it; those of the simulated Telegram name the payer",
          "payment.provider_charge_id",
          "likewise",
          "refund.telegram_charge_id",
          "likewise",
          "star_transaction.transaction_id",
          "likewise",
          "invoice_event.data",
          "nothing but the names of charges, which are looked at apart",
          "idempotency_key.path",
          "of the request that erased him, for as long as its answer is kept");

  @Inject Shops shops;
  @Inject Database database;
  @Inject DataSource connections;
  @Inject Clockwork clockwork;
  @Inject Books books;
  @Inject Traces traces;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @AfterEach
  void theBooksHold() {
    books.assertBalanced(shop);
  }

  @Test
  void nothingIsLeftOfAPayerButHisMoney() throws Exception {
    Shop otherShop = shops.open();
    UUID others = soldTo(PAYER, otherShop, "of-the-other-shop");
    soldTo(ANOTHER, shop, "of-another-payer");
    new BusyPayer(otherShop, database, clockwork).isDone();
    Map<String, Long> before = traces.of(BusyPayer.MARKS);
    BusyPayer payer = new BusyPayer(shop, database, clockwork);
    try (Listener listener = new Listener()) {
      listenWith(listener);
      payer.doesEverything();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> listener.types().contains("payment.received"));
    }
    assertThat(traces.of(BusyPayer.MARKS))
        .as("what he did left traces in many places")
        .hasSizeGreaterThan(before.size());
    List<Object> sums = sums();
    String othersView = otherShop.read(others).asString();

    Response erased = erase(PAYER, "Asked by mail");

    erased.then().statusCode(200);
    Map<String, Integer> records = erased.path("records");
    assertThat(records).hasSize(RecordKind.values().length);
    assertThat(records.values())
        .as("each kind was filled: %s", records)
        .allMatch(count -> count > 0);
    Map<String, Long> after = traces.of(BusyPayer.MARKS);
    after.keySet().removeAll(MAY_STAY.keySet());
    assertThat(after)
        .as("columns that still know him, and in how many rows")
        .allSatisfy(
            (column, rows) ->
                assertThat(rows).isLessThanOrEqualTo(before.getOrDefault(column, 0L)));
    assertThat(
            database.number(
                "SELECT count(*) FROM invoice_event WHERE merchant_id = ?"
                    + " AND (data::jsonb - 'telegramChargeId' - 'providerChargeId')::text ~ ?",
                shop.merchantId(),
                String.join("|", BusyPayer.MARKS)))
        .isZero();
    assertThat(
            database.number(
                "SELECT count(*) FROM payment WHERE merchant_id = ? AND payer_language IS NOT NULL AND payer_id IS NULL",
                shop.merchantId()))
        .isZero();
    assertThat(sums()).isEqualTo(sums);
    assertThat(otherShop.read(others).asString()).isEqualTo(othersView);
    assertThat(shop.payment("of-another-payer").getJsonObject("payer").getLong("id"))
        .isEqualTo(ANOTHER);
    awaitSealed();
    verify().body("holds", is(true)).body("complete", is(true));
  }

  @Test
  void whoWasErasedByWhomAndWhyIsWrittenDownWithoutHim() {
    soldTo(PAYER, shop, "charge");
    erase(PAYER, "Asked by mail").then().statusCode(200).body("records.payments", is(1));
    awaitSealed();

    JsonObject event =
        new JsonObject(shop.api().get("/api/v1/events?type=payer.erased").asString())
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(event.encode()).doesNotContain(Long.toString(PAYER));
    assertThat(event.getString("actor")).startsWith("key:");
    assertThat(event.getJsonObject("data").getString("reason")).isEqualTo("Asked by mail");
    assertThat(event.getJsonObject("data").getJsonObject("records").getInteger("payments")).isOne();
    JsonObject erasure = erasures(PAYER).get(0);
    assertThat(erasure.getString("eventId")).isEqualTo(event.getString("id"));
    assertThat(erasure.getString("reason")).isEqualTo("Asked by mail");
    assertThat(erasures(ANOTHER)).isEmpty();
    verify().body("holds", is(true));
  }

  @Test
  void erasingAgainChangesNothing() {
    soldTo(PAYER, shop, "charge");
    erase(PAYER, "first").then().statusCode(200);

    erase(PAYER, "second").then().statusCode(200).body("records.values().sum()", is(0));

    awaitSealed();
    assertThat(erasures(PAYER))
        .extracting(erasure -> erasure.getString("reason"))
        .containsExactly("second", "first");
  }

  @Test
  void nobodyLearnsWhetherAPayerIsKnown() {
    Shop other = shops.open();
    soldTo(PAYER, other, "charge");

    erase(PAYER, "asked").then().statusCode(200).body("records.values().sum()", is(0));

    assertThat(other.payment("charge").getJsonObject("payer").getLong("id")).isEqualTo(PAYER);
    assertThat(erasures(other, PAYER)).isEmpty();
  }

  @Test
  void aChargeThatArrivesAgainIsKnown() {
    UUID invoice = soldTo(PAYER, shop, "charge");
    erase(PAYER, "asked").then().statusCode(200);

    shop.pay(PAYER, invoice, "USD", 1250, "charge").then().statusCode(200);

    assertThat(books.payments(shop)).isOne();
    assertThat(shop.payment("charge").getValue("payer")).isNull();
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(shop.read(invoice).jsonPath().getList("payments")).hasSize(1);
  }

  @Test
  void aRefundMadeElsewhereIsBookedThoughNobodyKnowsWhose() {
    UUID invoice = shop.issue(Shop.stars(100));
    shop.approve(PAYER, invoice, "XTR", 100);
    shop.pay(PAYER, invoice, "XTR", 100, "stars").then().statusCode(200);
    quiet();
    erase(PAYER, "asked").then().statusCode(200);

    assertThat(assertProblem(shop.giveBack("stars", "late"), 409, "conflict").getString("detail"))
        .contains("erased");
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "stars").then().statusCode(200);

    assertThat(shop.payment("stars").getString("status")).isEqualTo("REFUNDED");
  }

  @Test
  void whatIsUnderWayStandsInTheWay() {
    UUID paying = shop.issue(Shop.tea());
    shop.approve(PAYER, paying, "USD", 1250);
    assertRefused("is being paid", paying);
    clockwork.lapse(paying);

    UUID reusable = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    shop.approve(PAYER, reusable, "USD", 1250);
    assertRefused("is being paid", reusable);
    clockwork.lapse(reusable);

    UUID his = shop.issue(Shop.tea().put("payerId", PAYER));
    assertRefused("is for this payer alone", his);
    shop.cancel(his).then().statusCode(200);

    UUID paid = soldTo(PAYER, shop, "charge");
    database.update(
        "UPDATE payment SET status = 'REFUNDING', refunding_from = 'COUNTED' WHERE invoice_id = ?",
        paid);
    assertRefused("is being refunded", UUID.fromString(shop.payment("charge").getString("id")));
    database.update(
        "UPDATE payment SET status = 'COUNTED', refunding_from = NULL WHERE invoice_id = ?", paid);

    UUID monthly = shop.issue(Subscriber.monthly(100));
    Subscriber subscriber = new Subscriber(shop, monthly, PAYER);
    subscriber.begins("first");
    quiet();
    assertRefused("runs", UUID.fromString(subscriber.life().getString("id")));
    database.update("UPDATE subscription SET expires_at = now() WHERE invoice_id = ?", monthly);

    assertThat(shop.payment("charge").getJsonObject("payer").getLong("id")).isEqualTo(PAYER);
    erase(PAYER, "asked").then().statusCode(200).body("records.subscriptions", is(1));
    assertThat(shop.status(paying)).isEqualTo("OPEN");
  }

  @Test
  void aPaymentPageOfWhichNobodyKnowsHowItEndedStandsInTheWay() {
    ApayShop apay = ApayShop.of(shop, database);
    UUID invoice = shop.issue(ApayShop.tea("INR", 100_00));
    ApayShop.Attempt attempt = apay.begin(invoice);
    database.update(
        "UPDATE apay_attempt SET payer_id = ?, custom_user_id = ? WHERE id = ?",
        PAYER,
        "tg-" + PAYER,
        attempt.id());
    assertRefused("payment page", invoice);

    JsonObject failed =
        ApayShop.transaction(attempt, "Failed", "100", "INR").put("custom_user_id", "tg-" + PAYER);
    apay.post(failed);
    erase(PAYER, "asked").then().statusCode(200).body("records.paymentPages", is(1));

    assertThat(traces.of(List.of("tg-" + PAYER)))
        .doesNotContainKeys(
            "apay_notice.entry",
            "apay_deposit.custom_user_id",
            "apay_attempt.custom_user_id",
            "apay_postback.body");
    apay.post(failed);
    apay.post(failed.copy().put("status", "Success"));
    assertThat(shop.status(invoice))
        .as("it is still known what the money is for")
        .isEqualTo("PAID");
    books.assertBalanced(shop);
  }

  @Test
  void aNameThatOnlyBeginsLikeHisStays() {
    ApayShop apay = ApayShop.of(shop, database);
    ApayShop.Attempt attempt = apay.begin(shop.issue(ApayShop.tea("INR", 100_00)));
    apay.post(ApayShop.transaction(attempt, "Failed", "100", "INR"));

    erase(500000, "asked").then().statusCode(200).body("records.values().sum()", is(0));

    assertThat(apay.deposit(attempt.orderId()).getString("customUserId"))
        .isEqualTo(attempt.customUserId());
  }

  @Test
  void aMessageThatIsOnItsWayStandsInTheWay() {
    database.update(
        "INSERT INTO outbox (kind, bot_id, body, due_at) VALUES ('chat.message', ?, ?, now() + interval '1 hour')",
        shop.botId(),
        new JsonObject().put("chatId", PAYER).put("text", "Hello").encode());

    assertThat(assertProblem(erase(PAYER, "asked"), 409, "conflict").getString("detail"))
        .contains("on its way");
  }

  @Test
  void eventsThatHaveNoPlaceYetAreErasedToo() {
    UUID invoice = shop.issue(Shop.tea());
    for (int i = 0; i < 5; i++) {
      shop.preCheckout(PAYER, invoice, "EUR", 1250).then().statusCode(200);
      erase(PAYER, "asked").then().statusCode(200);
    }
    awaitSealed();

    assertThat(
            database.number(
                "SELECT count(*) FROM invoice_event WHERE merchant_id = ? AND (data LIKE ? OR personal LIKE ?)",
                shop.merchantId(),
                "%" + PAYER + "%",
                "%" + PAYER + "%"))
        .isZero();
    verify().body("holds", is(true));
  }

  @Test
  void whoeverPaysMeanwhileIsNeitherLostNorStuck() {
    List<CompletableFuture<HttpResponse<String>>> payments = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      UUID invoice = shop.issue(Shop.tea());
      payments.add(
          Crowd.deliver(
              shop,
              Shop.paymentUpdate(
                  Shop.nextUpdateId(),
                  PAYER,
                  shop.payload(invoice),
                  "USD",
                  1250,
                  "charge-" + i + "-" + shop.botKey(),
                  payment -> payment)));
      if (i % 4 == 0) {
        assertThat(erase(PAYER, "asked").statusCode()).isIn(200, 409);
      }
    }
    assertThat(payments).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    quiet();

    erase(PAYER, "asked").then().statusCode(200);

    assertThat(books.payments(shop)).isEqualTo(20);
    assertThat(
            database.number(
                "SELECT count(*) FROM payment WHERE bot_id = ? AND payer_id IS NOT NULL",
                shop.botId()))
        .isZero();
  }

  @Test
  void onlyOneIsErasedAtATimeAndNobodyWaitsForIt() throws Exception {
    try (Connection other = connections.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeQuery(
          "SELECT FROM merchant WHERE id = '" + shop.merchantId() + "' FOR NO KEY UPDATE");

      assertThat(assertProblem(erase(PAYER, "asked"), 409, "conflict").getString("detail"))
          .contains("try again in a moment");
      other.rollback();
    }
    erase(PAYER, "asked").then().statusCode(200);
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertInvalid(erase(PAYER, " "), "reason");
    assertInvalid(erase(PAYER, "x".repeat(256)), "reason");
    assertInvalid(erase(0, "asked"), "payerId");
    assertInvalid(erase(-100, "asked"), "payerId");
    assertInvalid(shop.api().get("/api/v1/payers/0/erasures"), "payerId");
    assertProblem(
        shop.api().body("{\"reason\": \"asked\"}").post("/api/v1/payers/nobody/erase"),
        404,
        "not-found");
  }

  private void assertRefused(String why, UUID what) {
    quiet();
    assertThat(assertProblem(erase(PAYER, "asked"), 409, "conflict").getString("detail"))
        .contains(why, what.toString());
  }

  private UUID soldTo(long payer, Shop seller, String charge) {
    UUID invoice = seller.issue(Shop.tea());
    seller.approve(payer, invoice, "USD", 1250);
    seller.pay(payer, invoice, "USD", 1250, charge).then().statusCode(200);
    if (seller == shop) {
      quiet();
    }
    return invoice;
  }

  /** What was to be said was said, or ended badly. */
  private void quiet() {
    new BusyPayer(shop, database, clockwork).isDone();
  }

  private Response erase(long payer, String reason) {
    return shop.api()
        .body(new JsonObject().put("reason", reason).encode())
        .post("/api/v1/payers/" + payer + "/erase");
  }

  private List<JsonObject> erasures(long payer) {
    return erasures(shop, payer);
  }

  private static List<JsonObject> erasures(Shop whose, long payer) {
    return new JsonObject(whose.api().get("/api/v1/payers/" + payer + "/erasures").asString())
        .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private void listenWith(Listener listener) {
    shop.api()
        .body(new JsonObject().put("url", listener.url()).encode())
        .post("/api/v1/endpoints")
        .then()
        .statusCode(201);
  }

  private List<Object> sums() {
    return database.column(
        "SELECT l.kind || ' ' || l.currency || ' ' || sum(l.amount) FROM ledger_line l"
            + " JOIN payment p ON p.id = l.payment_id WHERE p.merchant_id = ?"
            + " GROUP BY l.kind, l.currency ORDER BY 1",
        shop.merchantId());
  }

  private void awaitSealed() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM invoice_event WHERE merchant_id = ? AND position IS NULL",
                        shop.merchantId())
                    == 0);
  }

  private io.restassured.response.ValidatableResponse verify() {
    return given()
        .auth()
        .oauth2(Shops.OPERATOR_KEY)
        .get("/api/v1/event-chains/" + shop.merchantId())
        .then()
        .statusCode(200);
  }
}
