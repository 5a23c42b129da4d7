package io.github.tillgram.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Listener;
import io.github.tillgram.testsupport.Problems;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is forgotten: what is old goes, what is young stays, and so does what is still needed. */
@QuarkusTest
@TestProfile(RetentionTest.ForgetfulProfile.class)
class RetentionTest {

  private static final String ROOT = "io.github.tillgram.";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Encryption encryption;

  private Shop shop;

  /** Forgets also what is kept for good unless it is set. */
  public static class ForgetfulProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tillgram.retention.events", "P40D",
          "tillgram.retention.deposits", "P40D",
          "tillgram.retention.outbox", "P8D");
    }
  }

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void reservationsOffersAndNewsGoOnceNoPaymentCanArrive() throws Throwable {
    UUID young = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    UUID old = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    for (UUID invoice : new UUID[] {young, old}) {
      String ago = invoice.equals(old) ? "49 hours" : "47 hours";
      insert("reservation (invoice_id, payer_id, reserved_until)", invoice, ago, "7");
      insert(
          "shipping_offer (invoice_id, payer_id, offered, ever_offered, asked_at)",
          invoice,
          ago,
          "7, '{}', '{}'");
      insert(
          "subscription_notice (invoice_id, payer_id, renewal, update_id, received_at)",
          invoice,
          ago,
          "7, 'ACTIVE', 1");
    }

    forget("invoice.ForgetReservations");

    for (String table : new String[] {"reservation", "shipping_offer", "subscription_notice"}) {
      assertThat(database.column("SELECT invoice_id FROM " + table))
          .as(table)
          .contains(young)
          .doesNotContain(old);
    }
  }

  private void insert(String into, UUID invoice, String ago, String values) {
    database.update(
        "INSERT INTO " + into + " VALUES (?, " + values + ", now() - CAST(? AS interval))",
        invoice,
        ago);
  }

  @Test
  void outboxRowsThatEndedGoAndThoseThatWaitStay() throws Throwable {
    String kind = "test." + UUID.randomUUID();
    for (String row :
        new String[] {"'GIVEN_UP', 9", "'OUTCOME_UNKNOWN', 9", "'GIVEN_UP', 7", "'PENDING', 9"}) {
      String state = row.substring(0, row.indexOf(','));
      String days = row.substring(row.indexOf(',') + 1);
      database.update(
          "INSERT INTO outbox (kind, body, state, due_at, created_at) SELECT ?, '{}', "
              + state
              + ", now() + interval '1 day', now() - "
              + days
              + " * interval '1 day'",
          kind);
    }

    forget("notification.outbox.ForgetEnded");

    assertThat(database.column("SELECT state FROM outbox WHERE kind = ? ORDER BY state", kind))
        .containsExactly("GIVEN_UP", "PENDING");
    database.update("DELETE FROM outbox WHERE kind = ?", kind);
  }

  @Test
  void aQuarantinedBodyGoesAWhileAfterItWasReplayed() throws Throwable {
    UUID waiting = quarantined("NULL");
    UUID lately = quarantined("now() - interval '89 days'");
    UUID longAgo = quarantined("now() - interval '91 days'");

    forget("webhook.ForgetReplayed");

    assertThat(database.column("SELECT id FROM quarantine WHERE bot_id = ?", shop.botId()))
        .contains(waiting, lately)
        .doesNotContain(longAgo);
  }

  private UUID quarantined(String replayedAt) {
    UUID id = Ids.next();
    database.update(
        "INSERT INTO quarantine (id, bot_id, digest, reason, body, received_at, replayed_at)"
            + " VALUES (?, ?, ?, 'a test', ?, now() - interval '1 year', "
            + replayedAt
            + ")",
        id,
        shop.botId(),
        id.toString().getBytes(),
        encryption.encrypt(Secret.of("{}"), new Place("quarantine", "body", id)));
    return id;
  }

  @Test
  void pagesThatCameToNothingGoWithTheirInvoices() throws Throwable {
    ApayShop apay = ApayShop.of(shop, database);
    UUID ended = attempt(apay, "FAILED", 401, true);
    UUID young = attempt(apay, "FAILED", 399, true);
    UUID payable = attempt(apay, "FAILED", 401, false);
    UUID paid = attempt(apay, "PAID", 401, true);
    UUID asked = attempt(apay, "UNRESOLVED", 401, true);
    database.update(
        "UPDATE apay_attempt SET ask_at = now() + interval '1 day' WHERE id = ?", asked);

    forget("apay.deposit.ForgetPages");

    assertThat(
            database.column("SELECT id FROM apay_attempt WHERE merchant_id = ?", shop.merchantId()))
        .contains(young, payable, paid, asked)
        .doesNotContain(ended);
    assertThat(
            database.column(
                "SELECT a.id FROM apay_pay_link l JOIN apay_attempt a ON a.invoice_id = l.invoice_id"
                    + " WHERE a.merchant_id = ?",
                shop.merchantId()))
        .as("addresses")
        .containsExactlyInAnyOrder(young, payable);
  }

  private UUID attempt(ApayShop apay, String state, int days, boolean ended) {
    UUID invoice = shop.issue(ApayShop.tea("INR", 100_00));
    UUID attempt = apay.begin(invoice).id();
    database.update(
        "UPDATE apay_attempt SET state = ?, ask_at = NULL, created_at = now() - ? * interval '1 day'"
            + " WHERE id = ?",
        state,
        days,
        attempt);
    database.update(
        "INSERT INTO apay_pay_link (token, invoice_id, created_at) VALUES (?, ?, now() - ? * interval '1 day')",
        attempt.toString(),
        invoice,
        days);
    if (ended) {
      database.update("UPDATE invoice SET status = 'EXPIRED' WHERE id = ?", invoice);
    }
    return attempt;
  }

  @Test
  void ordersThatNeverBecameMoneyGoWithWhatWasSaidOfThem() throws Throwable {
    ApayShop apay = ApayShop.of(shop, database);
    String failed = order(apay, "Failed", "100", 41);
    String young = order(apay, "Failed", "100", 39);
    String paid = order(apay, "Success", "100", 41);
    String parked = order(apay, "Odd", "100", 41);

    forget("apay.deposit.ForgetPages");

    assertThat(apay.deposit(failed)).isNull();
    for (String kept : new String[] {young, paid, parked}) {
      assertThat(apay.deposit(kept)).isNotNull();
    }
    assertThat(
            database.number(
                "SELECT count(*) FROM apay_notice n WHERE NOT EXISTS (SELECT FROM apay_deposit d WHERE d.id = n.deposit_id)"))
        .isZero();
  }

  private String order(ApayShop apay, String status, String amount, int days) {
    ApayShop.Attempt attempt = apay.begin(shop.issue(ApayShop.tea("INR", 100_00)));
    apay.post(ApayShop.transaction(attempt, status, amount, "INR"));
    database.update(
        "UPDATE apay_deposit SET created_at = now() - ? * interval '1 day' WHERE order_id = ?",
        days,
        attempt.orderId());
    return attempt.orderId();
  }

  @Test
  void languagesComparisonsAndConversationsGo() throws Throwable {
    for (int days : new int[] {89, 91}) {
      database.update(
          "INSERT INTO chat_language (bot_id, chat_id, language, heard_at)"
              + " VALUES (?, ?, 'ru', now() - ? * interval '1 day')",
          shop.botId(),
          days,
          days);
      database.update(
          "INSERT INTO reconciliation_run (id, merchant_id, bot_id, source, outcome, transactions, finished_at)"
              + " VALUES (?, ?, ?, 'STARS', 'COMPLETED', ?, now() - ? * interval '1 day')",
          Ids.next(),
          shop.merchantId(),
          shop.botId(),
          days,
          days);
    }
    for (int days : new int[] {6, 8}) {
      database.update(
          "INSERT INTO apay_conversation (id, merchant_id, code, state, wrong_tries, expires_at)"
              + " VALUES (?, ?, ?, 'ISSUED', ?, now() - ? * interval '1 day')",
          Ids.next(),
          shop.merchantId(),
          UUID.randomUUID().toString().getBytes(),
          days,
          days);
    }

    forget("chat.ChatLanguages");
    forget("reconciliation.ForgetRuns");
    forget("apay.onboarding.ForgetOnboarding");

    assertThat(database.column("SELECT chat_id FROM chat_language WHERE bot_id = ?", shop.botId()))
        .containsExactly(89L);
    assertThat(
            database.column(
                "SELECT transactions FROM reconciliation_run WHERE bot_id = ? AND finished_at < now() - interval '1 day'",
                shop.botId()))
        .containsExactly(89);
    assertThat(
            database.column(
                "SELECT wrong_tries FROM apay_conversation WHERE merchant_id = ?",
                shop.merchantId()))
        .containsExactly(6);
  }

  @Test
  void updateIdsGoAfterTwoDays() throws Throwable {
    for (int hours : new int[] {47, 49}) {
      database.update(
          "INSERT INTO webhook_update (bot_id, update_id, received_at)"
              + " VALUES (?, ?, now() - ? * interval '1 hour')",
          shop.botId(),
          hours,
          hours);
    }

    forget("webhook.UpdateJournal");

    assertThat(
            database.column("SELECT update_id FROM webhook_update WHERE bot_id = ?", shop.botId()))
        .containsExactly(47L);
  }

  @Test
  void aDeletedEndpointGoesWithItsLastDelivery() throws Throwable {
    try (Listener listener = new Listener()) {
      UUID kept = endpoint(listener);
      UUID deleted = endpoint(listener);
      UUID remembered = endpoint(listener);
      for (UUID endpoint : new UUID[] {deleted, remembered}) {
        shop.api().delete("/api/v1/endpoints/" + endpoint).then().statusCode(204);
        database.update(
            "UPDATE endpoint SET created_at = now() - interval '31 days' WHERE id = ?", endpoint);
      }
      database.update(
          "INSERT INTO delivery (id, endpoint_id, merchant_id, position, type, line, state)"
              + " VALUES (?, ?, ?, 1, 'invoice.paid', ?, 'DELIVERED')",
          Ids.next(),
          remembered,
          shop.merchantId(),
          Ids.next());
      shop.api().body("{\"overlap\": \"PT0S\"}").post("/api/v1/endpoints/" + kept + "/rotate");

      forget("notification.delivery.ForgetEndpoints");

      assertThat(
              database.column("SELECT id FROM endpoint WHERE merchant_id = ?", shop.merchantId()))
          .containsExactlyInAnyOrder(kept, remembered);
      assertThat(
              database.column(
                  "SELECT s.endpoint_id FROM endpoint_secret s JOIN endpoint e ON e.id = s.endpoint_id"
                      + " WHERE e.merchant_id = ?",
                  shop.merchantId()))
          .containsExactly(kept);
    }
  }

  private UUID endpoint(Listener listener) {
    return UUID.fromString(
        shop.api()
            .body(new JsonObject().put("url", listener.url()).encode())
            .post("/api/v1/endpoints")
            .path("id"));
  }

  @Test
  void theBeginningOfAChainIsCutAndTheRestStillHolds() throws Throwable {
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice).then().statusCode(200);
    shop.issue(Shop.tea());
    awaitSealed(5);
    String whole = verify("").body("forgotten", is(0)).body("events", is(5)).extract().path("hash");
    String third =
        database.text(
            "SELECT encode(hash, 'hex') FROM invoice_event WHERE merchant_id = ? AND position = 3",
            shop.merchantId());
    age(41, "position <= 3");
    age(39, "position = 4");

    forget("event.ForgetEvents");

    assertThat(positions()).containsExactly(4L, 5L);
    verify("")
        .body("holds", is(false))
        .body("forgotten", is(3))
        .body("finding", is("it was changed"));
    restore();
    verify("")
        .body("holds", is(true))
        .body("forgotten", is(3))
        .body("after", is(3))
        .body("events", is(2))
        .body("complete", is(true))
        .body("hash", is(whole))
        .body("finding", nullValue());
    verify("?after=3&hash=" + third).body("holds", is(true));
    verify("?after=3&hash=" + whole).body("holds", is(false));
    verify("?after=1&hash=" + whole).body("holds", is(true)).body("after", is(3));
    assertThat(shop.api().get("/api/v1/events").jsonPath().getList("items")).hasSize(2);
    Problems.assertProblem(shop.api().get("/api/v1/events/" + first()), 404, "not-found");
    assertThat(shop.timeline(invoice)).containsExactly("invoice.canceled");
    shop.issue(Shop.tea());
    awaitSealed(3);
    verify("").body("holds", is(true)).body("position", is(6));
  }

  /** Ageing an event changes what its hash is of; this is how old it was. */
  private void restore() {
    database.update(
        "UPDATE invoice_event SET created_at = created_at + interval '39 days'"
            + " WHERE merchant_id = ? AND position = 4",
        shop.merchantId());
  }

  @Test
  void nothingIsCutBehindAnEventThatIsYoung() throws Throwable {
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());
    awaitSealed(4);
    age(39, "position = 1");
    age(41, "position > 1");

    forget("event.ForgetEvents");

    assertThat(positions()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void whatIsOldBehindAnEventThatIsYoungStaysWithIt() throws Throwable {
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());
    awaitSealed(4);
    age(41, "position <> 2");
    age(39, "position = 2");

    forget("event.ForgetEvents");

    assertThat(positions()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void messagesOfAnInvoiceWhoseEventsAreGoneAreForgottenToo() throws Throwable {
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice).then().statusCode(200);
    database.update(
        "INSERT INTO invoice_message (invoice_id, chat_id, message_id, sent_at)"
            + " VALUES (?, 1, 1, now() - interval '91 days')",
        invoice);
    awaitSealed(4);
    age(91, "true");

    forget("event.ForgetEvents");
    forget("invoice.ForgetMessages");

    assertThat(positions()).isEmpty();
    assertThat(
            database.number("SELECT count(*) FROM invoice_message WHERE invoice_id = ?", invoice))
        .isZero();
    verify("").body("holds", is(true)).body("events", is(0)).body("complete", is(true));
  }

  private void age(int days, String which) {
    database.update(
        "UPDATE invoice_event SET created_at = created_at - ? * interval '1 day'"
            + " WHERE merchant_id = ? AND "
            + which,
        days,
        shop.merchantId());
  }

  private java.util.List<Object> positions() {
    return database.column(
        "SELECT position FROM invoice_event WHERE merchant_id = ? ORDER BY position",
        shop.merchantId());
  }

  private String first() {
    return "evt_" + shop.merchantId().toString().substring(24) + "_1";
  }

  private void awaitSealed(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database.number(
                        "SELECT count(position) FROM invoice_event WHERE merchant_id = ?",
                        shop.merchantId())
                    == count);
  }

  private ValidatableResponse verify(String query) {
    return given()
        .auth()
        .oauth2(Shops.OPERATOR_KEY)
        .get("/api/v1/event-chains/" + shop.merchantId() + query)
        .then()
        .statusCode(200);
  }

  /** Has a job of another room do one round. */
  private static void forget(String job) throws Throwable {
    Class<?> type = Class.forName(ROOT + job);
    Object bean = Arc.container().instance(type).get();
    Method round = type.getDeclaredMethod("forget");
    round.setAccessible(true);
    VertxContextSupport.subscribeAndAwait(() -> (Uni<?>) invoke(round, bean));
  }

  private static Object invoke(Method round, Object bean) {
    try {
      return round.invoke(bean);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
