package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.testsupport.ApiCall;
import io.github.tillgram.testsupport.ApiDescription;
import io.github.tillgram.testsupport.ApiDescription.Operation;
import io.github.tillgram.testsupport.Belongings;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may call what: every path and method of the description, with things that exist. A path that
 * is added is tested from then on; one that names something new fails until {@link Belongings}
 * knows how to make it.
 */
@QuarkusTest
class AccessTest {

  private static final List<String> SCOPES = List.of("read", "write", "refund", "manage");
  private static final String OPERATOR = "Bearer " + Shops.OPERATOR_KEY;
  private static final int FEWEST_OPERATIONS = 50;

  /** Payers are Telegram's, so that none of them is missing; to others they are all unknown. */
  private static final String PAYERS = "/api/v1/payers/";

  /** What is about more than one merchant is for no merchant's key. */
  private static final String OPERATORS =
      "/api/v1/(audit|event-chains|merchants|quarantine|reencryption)(/.*)?";

  /** Whoever reads them leaves an event, so they are never quiet. */
  private static final String EXPORTS = "/api/v1/exports/";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Encryption encryption;

  private ApiDescription api;
  private ApiCall call;
  private Belongings own;

  @BeforeEach
  void openShop() throws IOException {
    api = ApiDescription.read();
    call = new ApiCall(api);
    own = new Belongings(shops, database, encryption);
    api.operations().forEach(operation -> ApiCall.path(operation, own::id));
  }

  @AfterEach
  void close() {
    own.close();
  }

  @Test
  void everyOperationSaysWhichKeyItNeeds() {
    assertThat(api.operations()).hasSizeGreaterThan(FEWEST_OPERATIONS);
    forEach(
        operation -> {
          assertThat(operation.scope().isPresent() || operation.forOperator()).isTrue();
          operation.scope().ifPresent(scope -> assertThat(SCOPES).contains(scope));
        });
  }

  @Test
  void scopesFollowOneRule() {
    forEach(
        operation ->
            assertThat(operation.scope())
                .isEqualTo(
                    operation.path().matches(OPERATORS)
                        ? Optional.empty()
                        : Optional.of(scopeByRule(operation))));
  }

  /**
   * Money that was received, what connects the merchant and what cannot be undone, reading, and the
   * rest.
   */
  private static String scopeByRule(Operation operation) {
    String path = operation.path().substring("/api/v1/".length());
    if (path.startsWith("api-keys")) {
      return "manage";
    }
    if (operation.method().equals("get")) {
      return "read";
    }
    if (path.endsWith("/accept") || path.endsWith("/refund")) {
      return "refund";
    }
    boolean connects = path.matches("(bots|apay-projects|endpoints|payers)(/.*)?");
    return connects && !path.endsWith("/texts") ? "manage" : "write";
  }

  @Test
  void whatIsReadIsThereForItsMerchant() {
    forEach(
        operation -> {
          if (operation.method().equals("get")) {
            String key = operation.scope().isPresent() ? bearer(own.shop()) : OPERATOR;
            assertThat(call.send(operation, key, own::id, own::value).statusCode()).isEqualTo(200);
          }
        });
  }

  @Test
  void whoeverHasNoLiveKeyIsToldNothingElse() {
    String unknown = "A".repeat(43);
    List<String> headers = new ArrayList<>();
    headers.add(null);
    headers.addAll(
        List.of(
            "Bearer ",
            "Basic YTpi",
            own.shop().apiKey(),
            "Bearer tg_short",
            "Bearer " + own.shop().apiKey() + "x",
            "Bearer " + own.shop().apiKey().toUpperCase(Locale.ROOT),
            "Bearer tg_" + unknown,
            "Bearer tgr_" + unknown,
            "Bearer " + revokedKey(),
            "Bearer " + expiredKey()));
    forEach(
        operation -> {
          for (String header : headers) {
            Response refused = call.send(operation, header, own::id, own::value);
            assertThat(assertProblem(refused, 401, "unauthorized").getString("detail"))
                .contains("Authorization: Bearer");
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
          }
        });
  }

  @Test
  void aKeyThatLacksTheScopeIsToldWhichOne() {
    Map<String, String> keys = new HashMap<>();
    for (String scope : SCOPES) {
      keys.put(scope, key(SCOPES.stream().filter(one -> !one.equals(scope)).toList()));
    }
    forEach(
        operation -> {
          if (operation.scope().isPresent()) {
            String needed = operation.scope().get();
            Response refused =
                call.send(operation, "Bearer " + keys.get(needed), own::id, own::value);
            String held =
                String.join(", ", SCOPES.stream().filter(one -> !one.equals(needed)).toList());
            assertThat(assertProblem(refused, 403, "forbidden").getString("detail"))
                .contains("scope " + needed + " ", held);
          }
        });
  }

  @Test
  void aKeyWithNothingButTheScopeIsLetIn() {
    Map<String, String> keys = new HashMap<>();
    SCOPES.forEach(scope -> keys.put(scope, key(List.of(scope))));
    forEach(
        operation -> {
          if (operation.scope().isPresent()) {
            String key = "Bearer " + keys.get(operation.scope().get());
            Response answer = call.send(operation, key, own::id, own::value);
            assertThat(answer.statusCode())
                .as(answer.asString())
                .isLessThan(500)
                .isNotIn(401, 405, 413, 415);
            if (answer.statusCode() == 403) {
              assertThat(answer.path("detail").toString())
                  .as("not for the operation, but for what it was asked to do")
                  .contains("that the key you ask with lacks");
            }
          }
        });
  }

  @Test
  void theOperatorsKeyAndMerchantsKeysOpenOnlyWhatIsTheirs() {
    forEach(
        operation -> {
          if (!operation.forOperator()) {
            assertThat(
                    assertProblem(
                            call.send(operation, OPERATOR, own::id, own::value), 403, "forbidden")
                        .getString("detail"))
                .contains("scope " + operation.scope().orElseThrow());
          }
          if (operation.scope().isEmpty()) {
            assertThat(
                    assertProblem(
                            call.send(operation, bearer(own.shop()), own::id, own::value),
                            403,
                            "forbidden")
                        .getString("detail"))
                .contains("operator's key");
          }
        });
  }

  @Test
  void whatIsOneMerchantsDoesNotExistForAnother() throws IOException {
    try (Belongings others = new Belongings(shops, database, encryption)) {
      String key = bearer(others.shop());
      Map<String, String> before = awaitQuiet();
      forEach(
          operation -> {
            if (operation.scope().isPresent()) {
              assertForeign(operation, key, others);
            }
          });
      assertThat(read()).isEqualTo(before);
    }
  }

  private void assertForeign(Operation operation, String key, Belongings others) {
    Response foreign =
        call.send(operation, key, own::id, name -> orElse(reference(name, own), others, name));
    Response nobodys =
        call.send(operation, key, Belongings::nobodys, name -> orElse(nobodys(name), others, name));
    if (operation.hasParameter() && !operation.path().startsWith(PAYERS)) {
      assertProblem(foreign, 404, "not-found");
    }
    if (operation.hasParameter() || foreign.statusCode() >= 400) {
      assertThat(foreign.statusCode()).isEqualTo(nobodys.statusCode());
      assertThat(foreign.asString()).isEqualTo(nobodys.asString());
    }
    assertThat(foreign.asString()).doesNotContain(own.ids());
    if (operation.method().equals("get")) {
      assertFiltersTellNothing(operation, key);
    }
  }

  private void assertFiltersTellNothing(Operation operation, String key) {
    for (String name : operation.queries()) {
      String collection = Belongings.reference(name);
      if (collection != null) {
        String path = ApiCall.path(operation, own::id);
        Response foreign = ApiCall.as(key).queryParam(name, own.id(collection)).get(path);
        Response nobodys =
            ApiCall.as(key).queryParam(name, Belongings.nobodys(collection)).get(path);
        assertThat(foreign.statusCode()).isEqualTo(nobodys.statusCode()).isIn(200, 422);
        assertThat(foreign.asString()).isEqualTo(nobodys.asString());
      }
    }
  }

  private static Object orElse(Object value, Belongings others, String name) {
    return value == null ? others.value(name) : value;
  }

  private static Object reference(String name, Belongings whose) {
    String collection = Belongings.reference(name);
    return collection == null ? null : whose.id(collection);
  }

  private static Object nobodys(String name) {
    String collection = Belongings.reference(name);
    return collection == null ? null : Belongings.nobodys(collection);
  }

  /** All that the merchant can read, once nothing moves any more by itself. */
  private Map<String, String> awaitQuiet() {
    AtomicReference<Map<String, String>> last = new AtomicReference<>(read());
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ofSeconds(2))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              Map<String, String> now = read();
              return now.equals(last.getAndSet(now));
            });
    return last.get();
  }

  private Map<String, String> read() {
    Map<String, String> answers = new HashMap<>();
    for (Operation operation : api.operations()) {
      if (operation.method().equals("get")
          && operation.scope().isPresent()
          && !operation.path().startsWith(EXPORTS)) {
        answers.put(
            operation.toString(),
            call.send(operation, bearer(own.shop()), own::id, own::value)
                .asString()
                .replaceAll("\"lastUsedAt\":(null|\"[^\"]*\")", ""));
      }
    }
    return answers;
  }

  private String revokedKey() {
    JsonPath key = make(SCOPES);
    own.shop().api().delete("/api/v1/api-keys/" + key.getString("id")).then().statusCode(204);
    return key.getString("apiKey");
  }

  private String expiredKey() {
    JsonPath key = make(SCOPES);
    database.update(
        "UPDATE api_key SET expires_at = ? WHERE id = ?",
        Timestamp.from(Instant.now().minusSeconds(1)),
        UUID.fromString(key.getString("id")));
    return key.getString("apiKey");
  }

  private String key(Collection<String> scopes) {
    return make(scopes).getString("apiKey");
  }

  private JsonPath make(Collection<String> scopes) {
    return own.shop()
        .api()
        .body(
            new JsonObject()
                .put("name", "Test")
                .put("scopes", new JsonArray(List.copyOf(scopes)))
                .encode())
        .post("/api/v1/api-keys")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static String bearer(Shop shop) {
    return "Bearer " + shop.apiKey();
  }

  /** Reads first: what others do with ids that are not theirs is theirs, and they may read it. */
  private void forEach(Consumer<Operation> check) {
    SoftAssertions all = new SoftAssertions();
    List<Operation> operations = new ArrayList<>(api.operations());
    operations.sort(Comparator.comparing(operation -> !operation.method().equals("get")));
    for (Operation operation : operations) {
      all.assertThatCode(() -> check.accept(operation))
          .as("%s", operation)
          .doesNotThrowAnyException();
    }
    all.assertAll();
  }
}
