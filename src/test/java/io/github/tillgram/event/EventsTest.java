package io.github.tillgram.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Problems;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsTest {

  /** What a sale tells, besides what becomes of messages to the payer. */
  private static final String SALE =
      "type=invoice.created&type=invoice.checkout_approved&type=payment.received&type=invoice.paid"
          + "&type=invoice.canceled&type=invoice.sent";

  /** Of the operator who made the merchant, and of the merchant who connected a bot. */
  private static final int BEFORE = 2;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void tellsASaleFromBeginningToEnd() {
    JsonObject order =
        Shop.tea().put("reference", "order-1").put("metadata", new JsonObject().put("sku", "A-1"));
    UUID invoice = shop.issue(order);
    shop.approve(42, invoice, "USD", 1250);
    shop.pay(42, invoice, "USD", 1250, "charge-1");

    JsonPath events = awaitEvents(4);

    assertThat(events.getList("items.type"))
        .containsExactly(
            "invoice.paid", "payment.received", "invoice.checkout_approved", "invoice.created");
    assertThat(events.getList("items.data.invoice.id")).containsOnly(invoice.toString());
    assertThat(events.getMap("items[0].data.invoice"))
        .containsEntry("reference", "order-1")
        .containsEntry("rail", "TELEGRAM")
        .containsEntry("currency", "USD")
        .containsEntry("total", 1250)
        .containsEntry("metadata", Map.of("sku", "A-1"));
    assertThat(events.getMap("items[0].data"))
        .containsEntry("amount", 1250)
        .containsEntry("currency", "USD")
        .containsEntry("payerId", 42)
        .containsEntry("telegramChargeId", "charge-1")
        .containsKey("paymentId");
    assertThat(events.getList("items.version")).containsOnly(1);
  }

  @Test
  void namesEachEventInAWayThatFindsItAgain() {
    shop.issue(Shop.tea());
    String id = awaitEvents(1).getString("items[0].id");

    shop.api()
        .get("/api/v1/events/" + id)
        .then()
        .statusCode(200)
        .body("id", is(id))
        .body("type", is("invoice.created"));
    assertThat(id).startsWith("evt_" + shop.merchantId().toString().substring(24) + "_");
  }

  @Test
  void showsNobodyElsesEvents() {
    shop.issue(Shop.tea());
    String id = awaitEvents(1).getString("items[0].id");
    Shop other = shops.open();

    Problems.assertProblem(other.api().get("/api/v1/events/" + id), 404, "not-found");
    Problems.assertProblem(shop.api().get("/api/v1/events/evt_000000000000_1"), 404, "not-found");
    assertThat(other.api().get("/api/v1/events").jsonPath().getList("items.type", String.class))
        .isSubsetOf("merchant.created", "bot.connected");
  }

  @Test
  void keepsTheOrderInWhichThingsHappenedToAnInvoice() {
    List<UUID> invoices = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      invoices.add(shop.issue(Shop.tea()));
    }
    for (UUID invoice : invoices) {
      shop.approve(42, invoice, "USD", 1250);
      shop.pay(42, invoice, "USD", 1250, "charge-" + invoice);
    }
    awaitEvents(20);

    for (UUID invoice : invoices) {
      assertThat(
              shop.api()
                  .get("/api/v1/events?order=OLDEST_FIRST&" + SALE + "&invoiceId=" + invoice)
                  .jsonPath()
                  .getList("items.type"))
          .containsExactly(
              "invoice.created", "invoice.checkout_approved", "payment.received", "invoice.paid");
    }
  }

  @Test
  void letsAFollowerMissNothingWhileManyWrite() throws Exception {
    int writers = 4;
    int each = 15;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    CountDownLatch ready = new CountDownLatch(writers);
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      work.add(
          threads.submit(
              () -> {
                ready.countDown();
                ready.await();
                for (int k = 0; k < each; k++) {
                  shop.issue(Shop.tea());
                }
                return null;
              }));
    }
    List<String> seen = new ArrayList<>();
    Map<String, Object> cursor = new HashMap<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              JsonPath page =
                  shop.api()
                      .queryParam("order", "OLDEST_FIRST")
                      .queryParam("type", "invoice.created")
                      .queryParam("limit", 7)
                      .queryParams(cursor)
                      .get("/api/v1/events")
                      .jsonPath();
              seen.addAll(page.getList("items.id"));
              if (page.getString("nextCursor") != null) {
                cursor.put("cursor", page.getString("nextCursor"));
              }
              return seen.size() >= writers * each;
            });
    for (Future<?> one : work) {
      one.get();
    }
    threads.shutdown();

    assertThat(seen).hasSize(writers * each).doesNotHaveDuplicates();
  }

  @Test
  void pagesBackwardsAndFilters() {
    for (int i = 0; i < 5; i++) {
      shop.issue(Shop.tea());
    }
    UUID canceled = shop.issue(Shop.tea());
    shop.cancel(canceled);
    awaitEvents(7);

    JsonPath first = shop.api().get("/api/v1/events?limit=3").jsonPath();
    JsonPath second =
        shop.api().get("/api/v1/events?limit=6&cursor=" + first.getString("nextCursor")).jsonPath();
    assertThat(first.getList("items.type"))
        .containsExactly("invoice.canceled", "invoice.created", "invoice.created");
    assertThat(second.getList("items")).hasSize(4 + BEFORE);
    assertThat(second.getString("nextCursor")).isNull();

    assertThat(
            shop.api()
                .get("/api/v1/events?type=invoice.canceled&type=invoice.paid")
                .jsonPath()
                .getList("items.data.invoice.id"))
        .containsExactly(canceled.toString());
    assertThat(
            shop.api()
                .queryParam("from", "2999-01-01T00:00:00Z")
                .get("/api/v1/events")
                .jsonPath()
                .getList("items"))
        .isEmpty();
    assertThat(
            shop.api()
                .queryParam("from", "2020-01-01T00:00:00Z")
                .queryParam("to", "2999-01-01T00:00:00Z")
                .get("/api/v1/events")
                .jsonPath()
                .getList("items"))
        .hasSize(7 + BEFORE);
  }

  @Test
  void beginsAtAnyPointInTime() {
    int days = 40;
    for (int i = 0; i < days; i++) {
      shop.issue(Shop.tea());
    }
    awaitEvents(days);
    database.update(
        "UPDATE invoice_event SET created_at = now() - (? - position) * interval '1 day'"
            + " WHERE merchant_id = ?",
        days + BEFORE,
        shop.merchantId());

    for (int age : new int[] {1, 7, 20, 39, 100}) {
      String from =
          database.text(
              "SELECT to_char((now() - ? * interval '1 day' - interval '1 hour') AT TIME ZONE 'UTC',"
                  + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
              age);
      assertThat(
              shop.api()
                  .queryParam("order", "OLDEST_FIRST")
                  .queryParam("limit", 200)
                  .queryParam("from", from)
                  .get("/api/v1/events")
                  .jsonPath()
                  .getList("items"))
          .as("from " + age + " days ago")
          .hasSize(Math.min(age + 1, days + BEFORE));
    }
  }

  @Test
  void saysWhichParameterIsWrong() {
    for (String query :
        List.of(
            "type=paid",
            "invoiceId=x",
            "from=today",
            "to=1",
            "order=DOWN",
            "cursor=!",
            "limit=0")) {
      Problems.assertInvalid(
          shop.api().get("/api/v1/events?" + query), query.substring(0, query.indexOf('=')));
    }
  }

  @Test
  void saysOnWhoseWordThingsHappened() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(42, invoice, "USD", 1250);
    shop.pay(42, invoice, "USD", 1250, "charge-2");

    JsonPath events = awaitEvents(4);

    List<String> actors = events.getList("items.actor", String.class);
    assertThat(actors.subList(0, 3)).containsOnly("telegram");
    assertThat(actors.get(3))
        .isEqualTo(
            "key:"
                + database.text(
                    "SELECT id::text FROM api_key WHERE merchant_id = ?", shop.merchantId()));
  }

  @Test
  void theChainHolds() {
    shop.issue(Shop.tea());
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(42, invoice, "USD", 1250);
    awaitEvents(3);

    verify("")
        .body("holds", is(true))
        .body("events", is(BEFORE + 3))
        .body("position", is(BEFORE + 3))
        .body("erased", is(0))
        .body("complete", is(true))
        .body("finding", nullValue());
  }

  @Test
  void everyChangeBreaksTheChainWhereItWasMade() {
    for (String change :
        List.of(
            "data = '{\"total\":1}'",
            "type = 'invoice.paid'",
            "actor = 'operator'",
            "created_at = created_at + interval '1 microsecond'",
            "invoice_id = NULL",
            "payment_id = gen_random_uuid()",
            "hash = decode(repeat('11', 32), 'hex')")) {
      Shop tampered = shops.open();
      tampered.issue(Shop.tea());
      tampered.issue(Shop.tea());
      tampered.issue(Shop.tea());
      awaitEvents(tampered, 3);

      change(tampered, change, BEFORE + 2);

      verify(tampered, "")
          .body("holds", is(false))
          .body("position", is(BEFORE + 1))
          .body("finding", is("it was changed"));
    }
  }

  @Test
  void whatIsPersonalIsBoundToo() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(42, invoice, "USD", 1250);
    awaitEvents(2);

    change(shop, "personal = '{\"payerId\":43}'", BEFORE + 2);

    verify("").body("holds", is(false)).body("finding", startsWith("what is personal"));
  }

  @Test
  void whatIsPersonalCanBeErasedAndTheChainHolds() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(42, invoice, "USD", 1250);
    awaitEvents(2);

    change(shop, "personal = NULL, personal_salt = NULL", BEFORE + 2);

    verify("").body("holds", is(true)).body("events", is(BEFORE + 2)).body("erased", is(1));
    assertThat(shop.api().get("/api/v1/events?limit=1").jsonPath().getMap("items[0].data"))
        .doesNotContainKey("payerId")
        .containsEntry("decision", "APPROVED");
  }

  @Test
  void aRemovedEventShows() {
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());
    awaitEvents(3);
    remove(BEFORE + 2);

    verify("")
        .body("holds", is(false))
        .body("position", is(BEFORE + 1))
        .body("finding", is("it is missing"));

    remove(BEFORE + 3);
    verify("")
        .body("holds", is(false))
        .body("position", is(BEFORE + 1))
        .body("finding", is("it is missing"));
  }

  private void remove(int position) {
    database.update(
        "DELETE FROM invoice_event WHERE merchant_id = ? AND position = ?",
        shop.merchantId(),
        position);
  }

  @Test
  void aChainWrittenAnewShowsToWhoeverKeptAHash() {
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());
    awaitEvents(2);
    String kept = verify("").extract().path("hash");
    RowsKeepTheirShapes.tamperedWith(shop.merchantId());
    database.update("DELETE FROM event_chain WHERE merchant_id = ?", shop.merchantId());
    database.update(
        "UPDATE invoice_event SET position = NULL, type = 'invoice.sent' WHERE merchant_id = ?",
        shop.merchantId());
    awaitEvents(BEFORE + 2);
    shop.issue(Shop.tea());
    awaitEvents(BEFORE + 3);

    verify("").body("holds", is(true));
    verify("?after=" + (BEFORE + 2) + "&hash=" + kept)
        .body("holds", is(false))
        .body("position", is(BEFORE + 2));
  }

  @Test
  void aChainIsVerifiedFromWhereItWasVerifiedBefore() {
    shop.issue(Shop.tea());
    awaitEvents(1);
    String hash = verify("").extract().path("hash");
    shop.issue(Shop.tea());
    awaitEvents(2);

    verify("?after=" + (BEFORE + 1) + "&hash=" + hash)
        .body("holds", is(true))
        .body("events", is(1))
        .body("position", is(BEFORE + 2));
    verify("?after=9&hash=" + hash).body("holds", is(false));
    Problems.assertInvalid(operator().get(chain(shop) + "?after=1"), "hash");
    Problems.assertInvalid(operator().get(chain(shop) + "?after=1&hash=zz"), "hash");
    Problems.assertInvalid(operator().get(chain(shop) + "?after=-1"), "after");
  }

  private JsonPath awaitEvents(int count) {
    return awaitEvents(shop, count);
  }

  private static JsonPath awaitEvents(Shop shop, int count) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> shop.api().get("/api/v1/events?limit=200&" + SALE).jsonPath(),
            page -> page.getList("items").size() == count);
  }

  private void change(Shop whose, String change, int position) {
    RowsKeepTheirShapes.tamperedWith(whose.merchantId());
    assertThat(
            database.update(
                "UPDATE invoice_event SET " + change + " WHERE merchant_id = ? AND position = ?",
                whose.merchantId(),
                position))
        .isEqualTo(1);
  }

  private static String chain(Shop shop) {
    return "/api/v1/event-chains/" + shop.merchantId();
  }

  private static RequestSpecification operator() {
    return given().auth().oauth2(Shops.OPERATOR_KEY);
  }

  private ValidatableResponse verify(String query) {
    return verify(shop, query);
  }

  private static ValidatableResponse verify(Shop shop, String query) {
    return operator().get(chain(shop) + query).then().statusCode(200);
  }
}
