package io.github.tillgram.reconciliation;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our payments and refunds of Stars beside Telegram's account of them. */
@QuarkusTest
class ReconcileStarsTest {

  /** As long as charge ids of Stars are. */
  private static final String CHARGE = "stx" + "x".repeat(130);

  private static final Duration LONG_AGO = Duration.ofHours(2);

  private static final String PAYMENTS =
      """
      INSERT INTO payment (id, merchant_id, bot_id, payload, rail, status, currency, amount, goods,
                           shipping, tip, telegram_charge_id, payer_id, paid_at, recorded_at)
      SELECT gen_random_uuid(), ?, ?, 'order', 'STARS', 'COUNTED', 'XTR', 5, 5, 0, 0,
             ? || '-' || n, 7, now() - interval '2 hours', now() - interval '2 hours'
      FROM generate_series(1, ?) n
      """;

  private static final String REFUND =
      """
      INSERT INTO refund (id, bot_id, telegram_charge_id, payload, currency, amount, recorded_at)
      VALUES (gen_random_uuid(), ?, ?, 'order', 'XTR', 5, now() - interval '2 hours')
      """;

  /** A nested loop over so many takes minutes. */
  private static final int MANY = 40_000;

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A nested loop takes minutes. */
  private static final Duration SOON = Duration.ofSeconds(12);

  @Inject Scheduler scheduler;
  @Inject ReconcileStars rounds;
  @Inject StarWalks walks;
  @Inject StarAccount account;
  @Inject CompareStars comparison;
  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openAShopThatHasBeenThereForADay() {
    shop = shops.open();
    database.update(
        "UPDATE bot SET created_at = now() - interval '1 day' WHERE id = ?", shop.botId());
  }

  @Test
  void amongTenThousandTransactionsThePlantedDifferencesAreNamedAndNothingElse() {
    // Given both have ten thousand payments, and three things went wrong
    weHave(10_000);
    telegramHas(10_000);
    database.update(
        "DELETE FROM payment WHERE bot_id = ? AND telegram_charge_id = ?",
        shop.botId(),
        CHARGE + "-4711");
    plant(movement(CHARGE + "-100").put("direction", "OUTGOING"));
    change(new JsonObject().put("id", CHARGE + "-200").put("amount", 6));

    // When
    JsonObject run = reconcile();

    // Then
    assertThat(run.getInteger("transactions")).isEqualTo(10_001);
    assertThat(run.getInteger("found")).isEqualTo(3);
    assertThat(open())
        .extracting(
            one -> one.getString("kind"),
            one -> one.getString("direction"),
            one -> one.getString("transactionId"))
        .containsExactlyInAnyOrder(
            tuple("MISSING_HERE", "INCOMING", CHARGE + "-4711"),
            tuple("MISSING_HERE", "OUTGOING", CHARGE + "-100"),
            tuple("AMOUNT_DIFFERS", "INCOMING", CHARGE + "-200"));
    JsonObject differs =
        open().stream()
            .filter(one -> one.getString("kind").equals("AMOUNT_DIFFERS"))
            .findAny()
            .get();
    assertThat(differs.getLong("ourAmount")).isEqualTo(5);
    assertThat(differs.getLong("theirAmount")).isEqualTo(6);
  }

  @Test
  void roundsComeByThemselves() {
    weHave(1);
    due();

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> "COMPLETED".equals(latest().getString("outcome")));
  }

  @Test
  void aDifferenceIsToldOnceAndOnceMoreWhenItIsGone() {
    weHave(1);
    JsonObject first = reconcile();
    JsonObject second = reconcile();

    assertThat(first.getInteger("found")).isEqualTo(1);
    assertThat(second.getInteger("found")).isZero();
    assertThat(second.getInteger("open")).isEqualTo(1);
    assertThat(open()).extracting(one -> one.getString("kind")).containsExactly("MISSING_THERE");
    assertThat(events()).containsExactly("reconciliation.difference_found");

    telegramHas(1);
    assertThat(reconcile().getInteger("resolved")).isEqualTo(1);
    assertThat(open()).isEmpty();
    assertThat(events())
        .containsExactly("reconciliation.difference_found", "reconciliation.difference_resolved");
  }

  @Test
  void whatHasJustHappenedOrHappenedBeforeTheBotWasConnectedIsNoDifference() {
    plant(movement("fresh").put("date", Instant.now().getEpochSecond()));
    plant(movement("older").put("date", Instant.now().minus(Duration.ofDays(2)).getEpochSecond()));
    weHave(1);
    database.update("UPDATE payment SET recorded_at = now() WHERE bot_id = ?", shop.botId());

    assertThat(reconcile().getInteger("open")).isZero();
  }

  @Test
  void aRefundHasTheIdOfItsPaymentAndBothAreFound() {
    weHave(1);
    database.update(REFUND, shop.botId(), CHARGE + "-1");
    telegramHas(1);
    plant(movement(CHARGE + "-1").put("direction", "OUTGOING"));

    JsonObject run = reconcile();

    assertThat(run.getInteger("transactions")).isEqualTo(2);
    assertThat(run.getInteger("open")).isZero();
    assertThat(run.getJsonObject("balance").getLong("amount")).isZero();
  }

  @Test
  void nanostarsAreADifferenceUnlessTheyAreTheAffiliates() {
    weHave(2);
    plant(movement(CHARGE + "-1").put("nanostars", 1));
    plant(
        movement(CHARGE + "-2")
            .put("amount", 4)
            .put("nanostars", 500_000_000)
            .put(
                "partner",
                new JsonObject()
                    .put("type", "user")
                    .put("transaction_type", "invoice_payment")
                    .put("user", Shop.user(7))
                    .put(
                        "affiliate",
                        new JsonObject().put("amount", 0).put("nanostar_amount", 500_000_000))));

    reconcile();

    assertThat(open())
        .extracting(one -> one.getString("transactionId"))
        .containsExactly(CHARGE + "-1");
  }

  @Test
  void whatIsNoPaymentOfAnInvoiceIsSummedAndNeverMissed() {
    for (String type :
        List.of("chat", "affiliate_program", "fragment", "telegram_ads", "telegram_api", "other")) {
      plant(movement(type).put("partner", new JsonObject().put("type", type)));
    }
    plant(
        movement("new")
            .put("partner", new JsonObject().put("type", "not_yet_invented").put("season", 3))
            .put("nanostars", 7));
    for (String type :
        List.of(
            "paid_media_payment",
            "gift_purchase",
            "premium_purchase",
            "business_account_transfer")) {
      plant(movement(type).put("transactionType", type));
    }

    JsonObject run = reconcile();

    assertThat(run.getInteger("open")).isZero();
    assertThat(run.getJsonArray("movements")).hasSize(11);
    assertThat(run.getJsonObject("balance"))
        .isEqualTo(new JsonObject().put("amount", 55).put("nanostars", 7));
  }

  @Test
  void fullPagesEndLikeOthersAndAnEmptyAccountEndsAtOnce() {
    assertThat(reconcile().getInteger("transactions")).isZero();
    telegramHas(100);
    assertThat(reconcile().getInteger("transactions")).isEqualTo(100);
    plant(movement("more").put("times", 100));
    JsonObject run = reconcile();
    assertThat(run.getInteger("transactions")).isEqualTo(200);
    assertThat(run.getInteger("open")).isEqualTo(200);
  }

  @Test
  void aWalkThatWasToldToWaitGoesOnWhereItStopped() {
    weHave(250);
    telegramHas(250);
    new SandboxChat(shop, SandboxChat.PAYER).fault("getStarTransactions", "RATE_LIMIT", 1, 2);
    due();
    await().until(() -> String.valueOf(latest().getString("reason")).contains("Too Many Requests"));
    assertThat(latest().getString("outcome")).isEqualTo("RUNNING");

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> latest().getString("outcome").equals("COMPLETED"));
    assertThat(latest().getInteger("transactions")).isEqualTo(250);
    assertThat(open()).isEmpty();
  }

  @Test
  void aWalkWhoseReplicaDiedIsTakenOverWhenTheLeaseLapsesAndNotBefore() {
    // Given a replica read the first page and died
    weHave(250);
    telegramHas(250);
    UUID run = UUID.fromString(reconcileRun());
    UUID dead = UUID.randomUUID();
    database.update(
        "UPDATE reconciliation_run SET outcome = 'RUNNING', finished_at = NULL, transactions = 100"
            + " WHERE id = ?",
        run);
    database.update(
        "UPDATE star_walk SET due_at = now(), run_id = ?, lease_owner = ?,"
            + " lease_until = now() + interval '1 hour' WHERE bot_id = ?",
        run,
        dead,
        shop.botId());

    // Then nobody touches it while the lease holds
    work();
    work();
    assertThat(latest().getInteger("transactions")).isEqualTo(100);
    assertThat(latest().getString("outcome")).isEqualTo("RUNNING");

    // And when it has lapsed it goes on in the same run
    database.update("UPDATE star_walk SET lease_until = now() WHERE bot_id = ?", shop.botId());
    work();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> latest().getString("outcome").equals("COMPLETED"));
    assertThat(latest().getString("id")).isEqualTo(run.toString());
    assertThat(latest().getInteger("transactions")).isEqualTo(250);
  }

  @Test
  void aBotThatTelegramDoesNotKnowAnyMoreIsLeftInPeace() {
    new SandboxChat(shop, SandboxChat.PAYER).fault("getStarTransactions", "BAD_REQUEST", 1, 0);

    JsonObject run = awaitRun("REFUSED");

    assertThat(run.getString("reason")).startsWith("Bad Request");
    assertThat(run.getValue("balance")).isNull();
    assertThat(
            database.number(
                "SELECT extract(epoch FROM due_at - now()) FROM star_walk WHERE bot_id = ?",
                shop.botId()))
        .isGreaterThan(3_600);
  }

  @Test
  void aRunIsOrderedAndNotTooOften() {
    String body = new JsonObject().put("botId", shop.botId().toString()).encode();
    shop.api().body(body).post("/api/v1/reconciliations/runs").then().statusCode(202);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> runs().size() == 1 && latest().getString("outcome").equals("COMPLETED"));

    String dueAt =
        shop.api()
            .body(body)
            .post("/api/v1/reconciliations/runs")
            .then()
            .statusCode(202)
            .extract()
            .path("dueAt");

    assertThat(Instant.parse(dueAt)).isAfter(Instant.now().plusSeconds(200));
  }

  @Test
  void anotherMerchantSeesAndOrdersNothing() {
    weHave(1);
    reconcile();
    Shop other = shops.open();

    assertThat(items(other, "/api/v1/reconciliations?botId=" + shop.botId())).isEmpty();
    assertThat(items(other, "/api/v1/reconciliations/runs?botId=" + shop.botId())).isEmpty();
    String body = new JsonObject().put("botId", shop.botId().toString()).encode();
    assertProblem(other.api().body(body).post("/api/v1/reconciliations/runs"), 404, "not-found");
    assertInvalid(shop.api().body("{}").post("/api/v1/reconciliations/runs"), "botId");
    assertInvalid(shop.api().get("/api/v1/reconciliations?open=perhaps"), "open");
  }

  @Test
  void manyDifferencesInTablesWithoutStatisticsAreComparedInSeconds() {
    // Given Telegram's account is empty, and nobody has told the planner how many payments we have
    weHave(MANY);

    // Then they are found, found again and found gone, each soon
    assertThat(soon(this::reconcile).getInteger("found")).isEqualTo(MANY);
    assertThat(soon(this::reconcile).getInteger("open")).isEqualTo(MANY);
    database.update("DELETE FROM payment WHERE bot_id = ?", shop.botId());
    assertThat(soon(this::reconcile).getInteger("resolved")).isEqualTo(MANY);
  }

  @Test
  void ofTenReplicasThatClaimAtOnceOneWalksAndOneThatLostItsClaimEndsNothing() {
    // Given ten replicas ask for work, and this bot's is all there is
    scheduler.pause();
    try {
      database.update("UPDATE star_walk SET due_at = now() + interval '1 hour'");
      due();
      List<Optional<StarWalk>> claims =
          Uni.join().all(nCopies(10, walks.claim(LEASE))).andFailFast().await().atMost(PATIENCE);
      List<StarWalk> claimed = claims.stream().flatMap(Optional::stream).toList();
      assertThat(claimed).hasSize(1);

      // When another took over what it had claimed
      StarWalk lost = claimed.get(0);
      database.update("UPDATE star_walk SET lease_until = now() WHERE bot_id = ?", shop.botId());
      StarWalk taken = walks.claim(LEASE).await().atMost(PATIENCE).orElseThrow();

      // Then the first can neither keep a page nor compare nor refuse, nor give back the claim
      assertThat(account.keep(lost, new StarPage(List.of()), LEASE).await().atMost(PATIENCE))
          .isFalse();
      assertThat(comparison.compare(lost).await().atMost(PATIENCE)).isEmpty();
      assertThat(walks.refused(lost, "no").await().atMost(PATIENCE)).isFalse();
      walks.pause(lost, LEASE, "no").await().atMost(PATIENCE);
      assertThat(latest().getString("outcome")).isEqualTo("RUNNING");
      assertThat(comparison.compare(taken).await().atMost(PATIENCE)).isPresent();
      assertThat(runs()).hasSize(1);
    } finally {
      scheduler.resume();
    }
  }

  @Test
  void aWalkThatFailsAgainWaitsTwiceAsLongAndOneThatWasToldToWaitDoesNot() {
    scheduler.pause();
    try {
      database.update("UPDATE star_walk SET due_at = now() + interval '1 hour'");
      due();

      walks.failed(claim(), Duration.ofMinutes(1), "no answer").await().atMost(PATIENCE);
      assertThat(secondsUntilDue()).isBetween(50L, 60L);
      due();
      walks.failed(claim(), Duration.ofMinutes(1), "no answer").await().atMost(PATIENCE);
      assertThat(secondsUntilDue()).isBetween(110L, 120L);
      due();
      walks.pause(claim(), Duration.ofMinutes(1), "retry after 60").await().atMost(PATIENCE);
      assertThat(secondsUntilDue()).isBetween(50L, 60L);
    } finally {
      scheduler.resume();
    }
  }

  @Test
  void aClaimThatIsLostWhileItIsComparedTakesItsDifferencesBack() {
    // Given a payment that Telegram does not have, and a comparison that waits for a lock
    weHave(1);
    scheduler.pause();
    try {
      database.update("UPDATE star_walk SET due_at = now() + interval '1 hour'");
      due();
      StarWalk slow = walks.claim(LEASE).await().atMost(PATIENCE).orElseThrow();
      database.update(
          "CREATE FUNCTION another_takes_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              + " UPDATE star_walk SET lease_owner = gen_random_uuid() WHERE bot_id = NEW.bot_id;"
              + " RETURN NEW; END $$");
      database.update(
          "CREATE TRIGGER another_takes_over BEFORE INSERT ON reconciliation_difference"
              + " FOR EACH ROW EXECUTE FUNCTION another_takes_over()");

      // When the walk is taken over in the midst of it, Then nothing of it stays
      assertThat(comparison.compare(slow).await().atMost(PATIENCE)).isEmpty();
      assertThat(open()).isEmpty();
      assertThat(events()).isEmpty();
      assertThat(latest().getString("outcome")).isEqualTo("RUNNING");
    } finally {
      database.update("DROP FUNCTION IF EXISTS another_takes_over CASCADE");
      scheduler.resume();
    }
  }

  private StarWalk claim() {
    return walks.claim(LEASE).await().atMost(PATIENCE).orElseThrow();
  }

  private long secondsUntilDue() {
    return database.number(
        "SELECT round(extract(epoch FROM due_at - now())) FROM star_walk WHERE bot_id = ?",
        shop.botId());
  }

  private static JsonObject soon(Supplier<JsonObject> work) {
    long began = System.nanoTime();
    JsonObject result = work.get();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    return result;
  }

  private void weHave(int payments) {
    database.update(PAYMENTS, shop.merchantId(), shop.botId(), CHARGE, payments);
  }

  private void telegramHas(int payments) {
    plant(movement(CHARGE).put("times", payments));
  }

  private static JsonObject movement(String id) {
    return new JsonObject()
        .put("id", id)
        .put("amount", 5)
        .put("person", 7)
        .put("payload", "order")
        .put("date", Instant.now().minus(LONG_AGO).getEpochSecond());
  }

  private void plant(JsonObject movement) {
    sandbox("/sandbox/api/stars", movement);
  }

  private void change(JsonObject change) {
    sandbox("/sandbox/api/stars/change", change);
  }

  private void sandbox(String path, JsonObject body) {
    given()
        .contentType(ContentType.JSON)
        .body(body.put("bot", shop.telegramBotId()).encode())
        .post(path)
        .then()
        .statusCode(200);
  }

  private void due() {
    database.update(
        "INSERT INTO star_walk (bot_id, due_at) VALUES (?, now())"
            + " ON CONFLICT (bot_id) DO UPDATE SET due_at = now()",
        shop.botId());
  }

  /** What comes round by itself every second. */
  private void work() {
    try {
      VertxContextSupport.subscribeAndAwait(rounds::work);
    } catch (Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  private JsonObject reconcile() {
    return awaitRun("COMPLETED");
  }

  private String reconcileRun() {
    return reconcile().getString("id");
  }

  private JsonObject awaitRun(String outcome) {
    int before = runs().size();
    due();
    work();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> runs().size() == before + 1 && latest().getString("outcome").equals(outcome));
    return latest();
  }

  private JsonObject latest() {
    return runs().stream().findFirst().orElse(new JsonObject());
  }

  private List<JsonObject> runs() {
    return items(shop, "/api/v1/reconciliations/runs");
  }

  private List<JsonObject> open() {
    return items(shop, "/api/v1/reconciliations?open=true");
  }

  private static List<JsonObject> items(Shop shop, String path) {
    return new JsonObject(shop.api().get(path).then().statusCode(200).extract().asString())
        .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private List<Object> events() {
    return database.column(
        "SELECT type FROM invoice_event WHERE merchant_id = ? AND type LIKE 'reconciliation.difference%'"
            + " ORDER BY id",
        shop.merchantId());
  }
}
