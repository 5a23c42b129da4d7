package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ApiKeyResourceTest {

  private static final String KEYS = "/api/v1/api-keys";
  private static final String[] ALL = {"read", "write", "refund", "manage"};

  @Inject Shops shops;
  @Inject Database database;

  private String first;
  private UUID merchantId;

  @BeforeEach
  void takeMerchantIn() {
    JsonPath merchant = shops.merchant("Tea House");
    first = merchant.getString("apiKey");
    merchantId = UUID.fromString(merchant.getString("id"));
  }

  @Test
  void aKeyIsShownOnceAndKnownByItsEndingFromThenOn() {
    Response made = create(first, order(" Accounting ", "refund", "read"));

    made.then()
        .statusCode(201)
        .body("name", equalTo("Accounting"))
        .body("scopes", equalTo(List.of("read", "refund")))
        .body("createdAt", notNullValue())
        .body("expiresAt", nullValue());
    String key = made.path("apiKey");
    assertThat(key).matches("tgr_[A-Za-z0-9_-]{43}");
    String id = made.path("id");
    assertThat(made.header("Location")).endsWith(KEYS + "/" + id);
    Response read = as(first).get(KEYS + "/" + id);
    read.then()
        .statusCode(200)
        .body("name", equalTo("Accounting"))
        .body("scopes", equalTo(List.of("read", "refund")))
        .body("ending", equalTo(key.substring(key.length() - 4)))
        .body("lastUsedAt", nullValue())
        .body("revokedAt", nullValue())
        .body("replacedBy", nullValue());
    assertThat(read.asString()).doesNotContain(key, "digest", "apiKey");
    as(first).get(KEYS).then().body("items.id", hasSize(2)).body("items[0].id", equalTo(id));
  }

  @Test
  void anotherKeyIsNotGivenWhatTheFirstOneGot() {
    String narrow = create(first, order("Narrow", "manage")).path("apiKey");
    String id = create(first, order("Wide", ALL)).path("id");
    for (String path : List.of(KEYS, KEYS + "/" + id + "/rotate")) {
      String body = path.equals(KEYS) ? order("Another", ALL).encode() : "{}";
      String made = keyed(first, body).post(path).path("apiKey");
      assertThat(made).startsWith("tg");

      Response refused = keyed(narrow, body).post(path);

      assertThat(assertInvalid(refused, "Idempotency-Key")).contains("by somebody else");
      assertThat(refused.asString()).doesNotContain(made);
      assertThat((String) keyed(first, body).post(path).path("apiKey")).isEqualTo(made);
    }
  }

  private static RequestSpecification keyed(String key, String body) {
    return as(key).header("Idempotency-Key", "rotate-2026-12").body(body);
  }

  @Test
  void theKeyMadeWithAMerchantMayDoEverything() {
    as(first)
        .get(KEYS)
        .then()
        .body("items", hasSize(1))
        .body("items[0].scopes", equalTo(List.of(ALL)))
        .body("items[0].name", equalTo("First key"))
        .body("items[0].expiresAt", nullValue());
    assertThat(first).matches("tg_[A-Za-z0-9_-]{43}");
  }

  @Test
  void aKeyOfAnOlderReleaseMayDoEverything() {
    String old = "tg_" + "B".repeat(39) + String.format("%04d", System.nanoTime() % 10_000);
    database.update(
        "INSERT INTO api_key (id, merchant_id, digest) VALUES (?, ?, sha256(?::bytea))",
        UUID.randomUUID(),
        merchantId,
        old.getBytes());

    create(old, order("Another", ALL)).then().statusCode(201);
  }

  @Test
  void listsGoOnWhereTheyEnded() {
    create(first, order("Second", "read")).then().statusCode(201);
    create(first, order("Third", "read")).then().statusCode(201);

    JsonPath page = as(first).queryParam("limit", 2).get(KEYS).jsonPath();

    assertThat(page.<String>getList("items.name")).containsExactly("Third", "Second");
    as(first)
        .queryParam("cursor", page.getString("nextCursor"))
        .get(KEYS)
        .then()
        .body("items.name", equalTo(List.of("First key")))
        .body("nextCursor", nullValue());
  }

  @Test
  void aKeyThatIsRevokedIsRefusedAtOnce() {
    JsonPath made = create(first, order("Second", ALL)).jsonPath();
    String key = made.getString("apiKey");
    as(key).get("/api/v1/invoices").then().statusCode(200);

    revoke(first, made.getString("id")).then().statusCode(204);

    assertProblem(as(key).get("/api/v1/invoices"), 401, "unauthorized");
    assertProblem(as(key).get("/api/v1/invoices"), 401, "unauthorized");
    as(first)
        .get(KEYS + "/" + made.getString("id"))
        .then()
        .statusCode(200)
        .body("revokedAt", notNullValue());
    revoke(first, made.getString("id")).then().statusCode(204);
  }

  @Test
  void ofAKeyThatIsRevokedNoDigestIsLeftThatAnOlderReleaseWouldFind() {
    JsonPath made = create(first, order("Second", ALL)).jsonPath();
    revoke(first, made.getString("id")).then().statusCode(204);

    assertThat(keysWithDigestOf(made.getString("apiKey"))).isZero();
  }

  @Test
  void aKeyEndsWhenItExpires() {
    JsonPath made = create(first, expiring(Instant.now().plus(1, ChronoUnit.HOURS))).jsonPath();
    String key = made.getString("apiKey");
    as(key).get("/api/v1/invoices").then().statusCode(200);

    expire(made.getString("id"));

    assertProblem(as(key).get("/api/v1/invoices"), 401, "unauthorized");
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(keysWithDigestOf(key)).isZero());
    as(first)
        .get(KEYS + "/" + made.getString("id"))
        .then()
        .statusCode(200)
        .body("revokedAt", nullValue());
  }

  @Test
  void anEndLiesInTheFuture() {
    assertThat(assertInvalid(create(first, expiring(Instant.now().minusSeconds(1))), "expiresAt"))
        .contains("future");
  }

  @Test
  void whenAKeyWasUsedIsKnownToTheMinute() {
    String id = as(first).get(KEYS).path("items[0].id");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              String used = as(first).get(KEYS + "/" + id).path("lastUsedAt");
              assertThat(used).isNotNull();
              assertThat(Instant.parse(used))
                  .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
            });
  }

  @Test
  void aKeyGivesNoScopeThatItLacks() {
    String manager = create(first, order("Manager", "manage", "read")).path("apiKey");

    assertThat(assertInvalid(create(manager, order("More", "read", "refund", "write")), "scopes"))
        .contains("write, refund");
    create(manager, order("As much", "read", "manage")).then().statusCode(201);
  }

  @Test
  void aKeyMakesNoneThatOutlivesIt() {
    Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    String passing = create(first, expiring(end)).path("apiKey");

    assertThat(assertInvalid(create(passing, order("For ever", "read")), "expiresAt"))
        .contains(end.toString());
    assertInvalid(create(passing, expiring(end.plusSeconds(1))), "expiresAt");
    create(passing, expiring(end)).then().statusCode(201);
  }

  @Test
  void aKeyThatIsRotatedCountsOnForADay() {
    JsonPath made = create(first, order("Second", "read", "write")).jsonPath();

    Response rotated = rotate(first, made.getString("id"), null);

    rotated
        .then()
        .statusCode(201)
        .body("name", equalTo("Second"))
        .body("scopes", equalTo(List.of("read", "write")))
        .body("expiresAt", nullValue());
    as(made.getString("apiKey")).get("/api/v1/invoices").then().statusCode(200);
    as(rotated.path("apiKey")).get("/api/v1/invoices").then().statusCode(200);
    JsonPath before = as(first).get(KEYS + "/" + made.getString("id")).jsonPath();
    assertThat(before.getString("replacedBy")).isEqualTo(rotated.path("id"));
    assertThat(Duration.between(Instant.now(), Instant.parse(before.getString("expiresAt"))))
        .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    assertThat(
            assertProblem(rotate(first, made.getString("id"), null), 409, "conflict")
                .getString("detail"))
        .contains(rotated.<String>path("id"));
  }

  @Test
  void anOverlapDoesNotProlongAKey() {
    Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    String id = create(first, expiring(end)).path("id");

    rotate(first, id, "P7D").then().statusCode(201).body("expiresAt", equalTo(end.toString()));

    as(first).get(KEYS + "/" + id).then().body("expiresAt", equalTo(end.toString()));
  }

  @Test
  void withoutOverlapTheKeyBeforeEndsAtOnceEvenTheLast() {
    String id = as(first).get(KEYS).path("items[0].id");

    String next = rotate(first, id, "PT0S").then().statusCode(201).extract().path("apiKey");

    assertProblem(as(first).get(KEYS), 401, "unauthorized");
    as(next).get(KEYS).then().statusCode(200).body("items", hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P8D", "P7DT1S", "-PT1S", "1 day", "", "P1W", "PT1H\0"})
  void anOverlapIsAtMostAWeek(String overlap) {
    String id = as(first).get(KEYS).path("items[0].id");

    assertThat(assertInvalid(rotate(first, id, overlap), "overlap")).contains("PT24H");
  }

  @Test
  void aKeyRotatesNoneThatMayMoreOrLivesLonger() {
    String id = as(first).get(KEYS).path("items[0].id");
    String manager = create(first, order("Manager", "manage", "read")).path("apiKey");
    String passing =
        create(first, expiring(Instant.now().plus(1, ChronoUnit.HOURS))).path("apiKey");

    assertThat(assertProblem(rotate(manager, id, null), 403, "forbidden").getString("detail"))
        .contains("write, refund");
    assertThat(assertProblem(rotate(passing, id, null), 403, "forbidden").getString("detail"))
        .contains("live longer");
    as(first).get(KEYS).then().body("items", hasSize(3));
  }

  @Test
  void aKeyThatHasEndedIsNotRotated() {
    JsonPath made = create(first, order("Second", "read")).jsonPath();
    revoke(first, made.getString("id")).then().statusCode(204);
    String expired = create(first, expiring(Instant.now().plus(1, ChronoUnit.HOURS))).path("id");
    expire(expired);

    assertProblem(rotate(first, made.getString("id"), null), 409, "conflict");
    assertProblem(rotate(first, expired, null), 409, "conflict");
  }

  @Test
  void theLastKeyThatManagesStays() {
    String id = as(first).get(KEYS).path("items[0].id");
    create(first, order("Seller", "read", "write", "refund")).then().statusCode(201);
    String expired =
        create(
                first,
                expiring(Instant.now().plus(1, ChronoUnit.HOURS))
                    .put("scopes", new JsonArray(List.of(ALL))))
            .path("id");
    expire(expired);

    assertThat(assertProblem(revoke(first, id), 409, "conflict").getString("detail"))
        .contains("POST /api/v1/api-keys", "PT0S");

    String other = create(first, order("Other", ALL)).path("apiKey");
    revoke(first, id).then().statusCode(204);
    assertProblem(as(first).get(KEYS), 401, "unauthorized");
    as(other).get(KEYS).then().statusCode(200);
  }

  @Test
  void twoWhoEndTheLastTwoAtOnceLeaveOne() {
    for (int round = 0; round < 5; round++) {
      JsonPath merchant = shops.merchant("Tea House");
      String one = merchant.getString("apiKey");
      JsonPath made = create(one, order("Other", ALL)).jsonPath();
      String other = made.getString("apiKey");
      String oneId = as(one).get(KEYS).path("items[1].id");

      CompletableFuture<Response> a = CompletableFuture.supplyAsync(() -> revoke(one, oneId));
      Response b = revoke(other, made.getString("id"));

      assertThat(List.of(a.join().statusCode(), b.statusCode()))
          .containsExactlyInAnyOrder(204, 409);
    }
  }

  @Test
  void soManyKeysMayBeLiveAtATime() {
    database.update(
        "INSERT INTO api_key (id, merchant_id, digest) SELECT gen_random_uuid(), ?,"
            + " sha256(gen_random_uuid()::text::bytea) FROM generate_series(1, 98)",
        merchantId);
    String last = create(first, order("Hundredth", "read")).path("id");

    assertThat(
            assertProblem(create(first, order("One more", "read")), 409, "conflict")
                .getString("detail"))
        .contains("100", "DELETE");
    assertProblem(rotate(first, last, null), 409, "conflict");

    rotate(first, last, "PT0S").then().statusCode(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scopes\": [\"read\"]} | name",
        "{\"name\": \" \", \"scopes\": [\"read\"]} | name",
        "{\"name\": \"a\\u0000b\", \"scopes\": [\"read\"]} | name",
        "{\"name\": \"Key\"} | scopes",
        "{\"name\": \"Key\", \"scopes\": []} | scopes",
        "{\"name\": \"Key\", \"scopes\": [null]} | scopes",
        "{\"name\": \"Key\", \"scopes\": [\"read\", null]} | scopes",
        "{\"name\": \"Key\", \"scopes\": \"read\"} | scopes",
        "{\"name\": \"Key\", \"scopes\": [\"read\", \"all\"]} | scopes[1]",
        "{\"name\": \"Key\", \"scopes\": [\"READ\"]} | scopes[0]",
        "{\"name\": \"Key\", \"scopes\": [0]} | scopes[0]",
        "{\"name\": \"Key\", \"scopes\": [\"read\"], \"expiresAt\": \"soon\"} | expiresAt"
      })
  void whatAKeyIsToBeIsChecked(String body, String field) {
    assertInvalid(as(first).body(body).post(KEYS), field);
  }

  @Test
  void aNameHasAtMostAHundredCharacters() {
    create(first, order("n".repeat(100), "read")).then().statusCode(201);

    assertInvalid(create(first, order("n".repeat(101), "read")), "name");
  }

  @Test
  void theScopesThatThereAreAreNamed() {
    assertThat(
            assertInvalid(
                as(first).body("{\"name\": \"Key\", \"scopes\": [\"all\"]}").post(KEYS),
                "scopes[0]"))
        .contains("[read, write, refund, manage]");
  }

  @Test
  void onlyWhoManagesSeesKeys() {
    String seller = create(first, order("Seller", "read", "write", "refund")).path("apiKey");

    assertThat(assertProblem(as(seller).get(KEYS), 403, "forbidden").getString("detail"))
        .isEqualTo(
            "A key with the scope manage is needed for this; yours has read, write, refund.");
    assertThat(
            assertProblem(as(Shops.OPERATOR_KEY).get(KEYS), 403, "forbidden").getString("detail"))
        .contains("scope manage", "operator's");
    assertThat(
            assertProblem(as(first).get("/api/v1/merchants"), 403, "forbidden").getString("detail"))
        .contains("operator's key");
  }

  @Test
  void theOperatorHelpsAMerchantWhoLostAllKeys() {
    database.update(
        "UPDATE api_key SET revoked_at = now(), digest = '\\x00'::bytea || digest"
            + " WHERE merchant_id = ?",
        merchantId);
    assertProblem(as(first).get(KEYS), 401, "unauthorized");
    String path = "/api/v1/merchants/" + merchantId + "/api-keys";

    String key =
        as(Shops.OPERATOR_KEY)
            .body(order("New", ALL).encode())
            .post(path)
            .then()
            .statusCode(201)
            .extract()
            .path("apiKey");

    as(key)
        .get(KEYS)
        .then()
        .statusCode(200)
        .body("items.name", equalTo(List.of("New", "First key")));
    assertProblem(
        as(Shops.OPERATOR_KEY)
            .body(order("New", ALL).encode())
            .post("/api/v1/merchants/" + UUID.randomUUID() + "/api-keys"),
        404,
        "not-found");
    assertInvalid(as(Shops.OPERATOR_KEY).body(order("", ALL).encode()).post(path), "name");
  }

  @Test
  void theOperatorListsMerchants() {
    String newest = shops.merchant("Newest").getString("id");

    as(Shops.OPERATOR_KEY)
        .queryParam("limit", 2)
        .get("/api/v1/merchants")
        .then()
        .statusCode(200)
        .body("items[0].id", equalTo(newest))
        .body("items[0].name", equalTo("Newest"))
        .body("items[0].createdAt", notNullValue())
        .body("items[1].id", equalTo(merchantId.toString()))
        .body("nextCursor", notNullValue());
    assertThat(as(Shops.OPERATOR_KEY).queryParam("limit", 200).get("/api/v1/merchants").asString())
        .doesNotContain(new UUID(0, 0).toString());
  }

  private long keysWithDigestOf(String key) {
    return database.number(
        "SELECT count(*) FROM api_key WHERE digest = sha256(?::bytea)", key.getBytes());
  }

  private void expire(String id) {
    database.update(
        "UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = ?",
        UUID.fromString(id));
  }

  private static JsonObject order(String name, String... scopes) {
    return new JsonObject().put("name", name).put("scopes", new JsonArray(List.of(scopes)));
  }

  private static JsonObject expiring(Instant end) {
    return order("Passing", ALL).put("expiresAt", end.toString());
  }

  private static Response create(String key, JsonObject order) {
    return as(key).body(order.encode()).post(KEYS);
  }

  private static Response revoke(String key, String id) {
    return as(key).delete(KEYS + "/" + id);
  }

  private static Response rotate(String key, String id, String overlap) {
    RequestSpecification request = as(key);
    return (overlap == null
            ? request
            : request.body(new JsonObject().put("overlap", overlap).encode()))
        .post(KEYS + "/" + id + "/rotate");
  }

  private static RequestSpecification as(String key) {
    return given().auth().oauth2(key).contentType(ContentType.JSON);
  }
}
