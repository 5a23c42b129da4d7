package io.github.tillgram.merchantapi.idempotency;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A POST with a key is done once and answered alike. */
@QuarkusTest
class IdempotencyTest {

  private static final String INVOICES = "/api/v1/invoices";

  @Inject Shops shops;
  @Inject Database database;
  @Inject ForgetKeys forgetKeys;

  private Shop shop;
  private String key;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    key = "key-" + UUID.randomUUID();
  }

  @Test
  void aRepeatIsAnsweredByteForByteLikeTheFirstAndDoesNothing() {
    Response first = create(key, Shop.tea());
    Response again = create(key, Shop.tea());

    assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotNull();
    assertThat(again.contentType()).isEqualTo(first.contentType());
    assertThat(first.header("Idempotency-Replayed")).isNull();
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(invoices()).isEqualTo(1);
  }

  @Test
  void theAnswerLooksAsItDoesWithoutAKey() {
    Response with = create(key, Shop.tea());
    Response without = shop.api().body(Shop.tea().encode()).post(INVOICES);

    assertThat(with.contentType()).isEqualTo(without.contentType());
    assertThat(new JsonObject(with.asString()).fieldNames())
        .isEqualTo(new JsonObject(without.asString()).fieldNames());
    assertThat(with.header("Location")).startsWith(without.header("Location").substring(0, 30));
    assertThat(without.header("Idempotency-Replayed")).isNull();
  }

  @Test
  void anotherBodyIsRefused() {
    create(key, Shop.tea()).then().statusCode(201);

    assertInvalid(create(key, Shop.tea().put("title", "Coffee")), "Idempotency-Key");
    assertThat(invoices()).isEqualTo(1);
  }

  @Test
  void aBodyThatNobodyReadsCountsToo() {
    String cancel = INVOICES + "/" + shop.issue(Shop.tea()) + "/cancel";

    with(key).body("{\"why\":1}").post(cancel).then().statusCode(200);
    with(key).body("{\"why\":1}").post(cancel).then().statusCode(200);
    assertInvalid(with(key).body("{\"why\":2}").post(cancel), "Idempotency-Key");
    assertInvalid(with(key).post(cancel), "Idempotency-Key");
  }

  @Test
  void theSameKeyIsAnotherOneElsewhere() {
    Shop other = shops.open();
    UUID one = shop.issue(Shop.tea());
    UUID two = shop.issue(Shop.tea());

    with(key).post(INVOICES + "/" + one + "/cancel").then().statusCode(200);
    with(key).post(INVOICES + "/" + two + "/cancel").then().statusCode(200);
    create(key, Shop.tea()).then().statusCode(201);
    other
        .api()
        .header("Idempotency-Key", key)
        .body(Shop.tea().put("title", "Coffee").encode())
        .post(INVOICES)
        .then()
        .statusCode(201);
    assertThat(shop.status(two)).isEqualTo("CANCELED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\tb"})
  void aKeyThatIsNoneIsNamed(String wrong) {
    assertInvalid(create(wrong, Shop.tea()), "Idempotency-Key");
    assertThat(invoices()).isZero();
  }

  @Test
  void aKeyHas255CharactersAtMost() {
    create("k".repeat(255), Shop.tea()).then().statusCode(201);
    assertInvalid(create("k".repeat(256), Shop.tea()), "Idempotency-Key");
    assertThat(invoices()).isEqualTo(1);
  }

  @Test
  void aRefusalIsKeptAndLeavesNothing() {
    UUID invoice = shop.issue(Shop.tea().put("reference", "r-1"));
    Response first = create(key, Shop.tea().put("reference", "r-1"));
    database.update("UPDATE invoice SET reference = 'r-2' WHERE id = ?", invoice);
    Response again = create(key, Shop.tea().put("reference", "r-1"));

    assertProblem(first, 409, "conflict");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.contentType()).isEqualTo(first.contentType());
    assertThat(invoices()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedBeforeTheWorkBeginsIsNotKept() {
    assertProblem(with(key).body("{").post(INVOICES), 400, "malformed-json");
    assertInvalid(with(key).body("{\"nonsense\":1}").post(INVOICES), "nonsense");
    given()
        .header("Authorization", "Bearer nobody")
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body("{}")
        .post(INVOICES)
        .then()
        .statusCode(401);
    assertProblem(with(key).body("{\"name\":\"x\"}").post("/api/v1/merchants"), 403, "forbidden");

    assertThat(database.number("SELECT count(*) FROM idempotency_key WHERE key = ?", key)).isZero();
    create(key, Shop.tea()).then().statusCode(201);
  }

  @Test
  void aSecretThatIsShownOnceIsRepeatedAndNowhereInClear() {
    Response first = admit();
    Response again = admit();

    String secret = first.path("apiKey");
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(secret).isNotBlank();
    assertThat(database.text("SELECT k::text FROM idempotency_key k WHERE key = ?", key))
        .doesNotContain(secret)
        .doesNotContain(BodyDigest.of("{\"name\":\"Tea House\"}".getBytes()));
  }

  private Response admit() {
    return given()
        .header("Authorization", "Bearer " + Shops.OPERATOR_KEY)
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body("{\"name\":\"Tea House\"}")
        .post("/api/v1/merchants");
  }

  @Test
  void ofFiftyTwinsOneDoesTheWork() {
    ExecutorService crowd = Executors.newFixedThreadPool(50);
    List<CompletableFuture<Response>> twins = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      twins.add(CompletableFuture.supplyAsync(() -> create(key, Shop.tea()), crowd));
    }
    List<Response> answers = twins.stream().map(CompletableFuture::join).toList();
    crowd.shutdown();

    List<Response> created = answers.stream().filter(it -> it.statusCode() == 201).toList();
    assertThat(created).isNotEmpty();
    assertThat(created.stream().map(Response::asString).distinct()).hasSize(1);
    answers.stream()
        .filter(answer -> answer.statusCode() != 201)
        .forEach(
            answer -> {
              assertProblem(answer, 409, "request-under-way");
              assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
    assertThat(invoices()).isEqualTo(1);
  }

  @Test
  void aTwinWaitsForTheFirstAnswer() {
    UUID invoice = shop.issue(Shop.tea());
    String cancel = INVOICES + "/" + invoice + "/cancel";
    CompletableFuture<Response> first;
    CompletableFuture<Response> twin;
    try (Database.HeldLock lock = database.lock(invoice)) {
      first = CompletableFuture.supplyAsync(() -> with(key).post(cancel));
      database.awaitBlocked(1);
      twin = CompletableFuture.supplyAsync(() -> with(key).post(cancel));
      pause(Duration.ofMillis(500));
      assertThat(twin).isNotDone();
      assertThat(database.blocked()).as("the twin holds no connection").isEqualTo(1);
    }
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(twin.join().asByteArray()).isEqualTo(first.join().asByteArray());
    assertThat(twin.join().header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void aTwinThatHasWaitedForTwoSecondsIsToldToComeBack() {
    UUID invoice = shop.issue(Shop.tea());
    String cancel = INVOICES + "/" + invoice + "/cancel";
    CompletableFuture<Response> first;
    try (Database.HeldLock lock = database.lock(invoice)) {
      first = CompletableFuture.supplyAsync(() -> with(key).post(cancel));
      database.awaitBlocked(1);
      long since = System.nanoTime();
      Response twin = with(key).post(cancel);
      assertThat(Duration.ofNanos(System.nanoTime() - since))
          .isBetween(Duration.ofMillis(1900), Duration.ofMillis(4000));
      assertProblem(twin, 409, "request-under-way");
      assertThat(twin.header("Retry-After")).isEqualTo("1");
    }
    first.join().then().statusCode(200);
    with(key).post(cancel).then().statusCode(200).header("Idempotency-Replayed", "true");
  }

  /** The process was killed between the claim and the effect. */
  @Test
  void aClaimWhoseProcessIsGoneIsTakenOverWhenItsLeaseEnds() {
    create(key, Shop.tea()).then().statusCode(201);
    database.update("DELETE FROM invoice_event WHERE merchant_id = ?", shop.merchantId());
    database.update("DELETE FROM invoice WHERE merchant_id = ?", shop.merchantId());
    database.update(
        "UPDATE idempotency_key SET status = NULL, content_type = NULL, location = NULL,"
            + " answer = NULL, lease_until = now() + interval '1 minute' WHERE key = ?",
        key);

    assertProblem(create(key, Shop.tea()), 409, "request-under-way");
    database.update("UPDATE idempotency_key SET lease_until = now() WHERE key = ?", key);
    assertInvalid(create(key, Shop.tea().put("title", "Coffee")), "Idempotency-Key");
    Response taken = create(key, Shop.tea());

    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(create(key, Shop.tea()).asByteArray()).isEqualTo(taken.asByteArray());
    assertThat(invoices()).isEqualTo(1);
  }

  /** What another replica does that believes this one to be gone. */
  @Test
  void whoLostItsClaimLeavesNothing() {
    UUID invoice = shop.issue(Shop.tea());
    String cancel = INVOICES + "/" + invoice + "/cancel";
    CompletableFuture<Response> slow;
    try (Database.HeldLock lock = database.lock(invoice)) {
      slow = CompletableFuture.supplyAsync(() -> with(key).post(cancel));
      database.awaitBlocked(1);
      database.update(
          "UPDATE idempotency_key SET lease_owner = gen_random_uuid() WHERE key = ?", key);
    }
    assertProblem(slow.join(), 409, "request-under-way");
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void afterADayTheKeyIsNew() {
    Response first = create(key, Shop.tea());
    age("23 hours 59 minutes");
    assertThat(create(key, Shop.tea()).asByteArray()).isEqualTo(first.asByteArray());
    age("24 hours");

    Response next = create(key, Shop.tea().put("title", "Coffee"));

    assertThat(next.statusCode()).isEqualTo(201);
    assertThat(next.<String>path("id")).isNotEqualTo(first.path("id"));
    assertThat(create(key, Shop.tea().put("title", "Coffee")).asByteArray())
        .isEqualTo(next.asByteArray());
    assertThat(invoices()).isEqualTo(2);
  }

  /** The process was killed after it had committed the bot, before it registered the webhook. */
  @Test
  void aBotThatWasCutShortIsGoneOnWith() {
    String body = "{\"token\": \"%s\"}".formatted(shops.sandboxBot().getString("token"));
    Response first = with(key).body(body).post("/api/v1/bots");
    UUID bot = UUID.fromString(first.path("id"));
    database.update("UPDATE bot SET webhook_registered = false WHERE id = ?", bot);
    database.update(
        "UPDATE idempotency_key SET status = NULL, content_type = NULL, location = NULL,"
            + " answer = NULL, lease_until = now() WHERE key = ?",
        key);

    Response again = with(key).body(body).post("/api/v1/bots");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.header("Idempotency-Replayed")).isNull();
    assertThat(again.<Boolean>path("webhook.registered")).isTrue();
    assertProblem(with("k" + key).body(body).post("/api/v1/bots"), 409, "conflict");
  }

  /** The table cannot be written, for a reason of ours, when the answer is to be kept. */
  @Test
  void whatFailsForAReasonOfOursLeavesNothingAndMayBeTriedAgain() {
    database.update(
        "ALTER TABLE invoice_event ADD CONSTRAINT no_more CHECK (merchant_id <> '%s') NOT VALID"
            .formatted(shop.merchantId()));
    Response failed;
    try {
      failed = create(key, Shop.tea());
    } finally {
      database.update("ALTER TABLE invoice_event DROP CONSTRAINT no_more");
    }
    assertProblem(failed, 500, "internal-error");
    assertThat(invoices()).isZero();

    create(key, Shop.tea()).then().statusCode(201);
    assertThat(invoices()).isEqualTo(1);
  }

  /** As if the process were killed between the effect and its answer. */
  @Test
  void theEffectIsNotCommittedWithoutItsAnswer() {
    database.update(
        "ALTER TABLE idempotency_key ADD CONSTRAINT no_more CHECK (key <> '%s' OR status IS NULL)"
            .formatted(key));
    Response failed;
    try {
      failed = create(key, Shop.tea());
    } finally {
      database.update("ALTER TABLE idempotency_key DROP CONSTRAINT no_more");
    }
    assertProblem(failed, 500, "internal-error");
    assertThat(invoices()).isZero();

    create(key, Shop.tea()).then().statusCode(201);
    assertThat(invoices()).isEqualTo(1);
  }

  @Test
  void oldKeysAreClearedAway() {
    create(key, Shop.tea()).then().statusCode(201);
    forgetKeys.forget().await().atMost(Duration.ofSeconds(10));
    assertThat(database.number("SELECT count(*) FROM idempotency_key WHERE key = ?", key)).isOne();
    age("24 hours");
    forgetKeys.forget().await().atMost(Duration.ofSeconds(10));
    assertThat(database.number("SELECT count(*) FROM idempotency_key WHERE key = ?", key)).isZero();
  }

  private void age(String interval) {
    database.update(
        "UPDATE idempotency_key SET created_at = now() - cast(? AS interval) WHERE key = ?",
        interval,
        key);
  }

  private RequestSpecification with(String idempotencyKey) {
    return shop.api().header("Idempotency-Key", idempotencyKey);
  }

  private Response create(String idempotencyKey, JsonObject order) {
    return with(idempotencyKey).body(order.encode()).post(INVOICES);
  }

  private long invoices() {
    return database.number("SELECT count(*) FROM invoice WHERE merchant_id = ?", shop.merchantId());
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
