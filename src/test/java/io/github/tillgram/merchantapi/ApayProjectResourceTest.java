package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.apay.onboarding.ApayProjects;
import io.github.tillgram.apay.onboarding.ProjectChoice;
import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.apay.onboarding.Signers;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.testsupport.ApayKeys;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A-Pay projects as merchants connect and change them by API. */
@QuarkusTest
class ApayProjectResourceTest {

  private static final String PATH = "/api/v1/apay-projects";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Signers signers;
  @Inject ApayProjects projects;

  private Shop shop;
  private ApayKeys keys;

  @BeforeEach
  void openShop() {
    shop = shops.openLive();
    keys = ApayKeys.random();
  }

  @Test
  void aProjectIsConnectedAndNoKeyIsReturned() {
    try (LogLines log = LogLines.record()) {
      Response answer = connect(body(keys).put("botId", shop.botId().toString()));

      answer
          .then()
          .statusCode(201)
          .header("Location", matchesPattern(".*/api/v1/apay-projects/[0-9a-f-]{36}"))
          .body("mode", is("LIVE"))
          .body("botId", is(shop.botId().toString()))
          .body("projectId", is(keys.projectId()))
          .body("webhookId", is(keys.webhookId()))
          .body("projectKey", matchesPattern("[A-Za-z0-9_-]{22}"))
          .body("fingerprints.apiKey", matchesPattern("[0-9a-f]{8}"))
          .body("apiKey", is("***"))
          .body("underpaymentTolerance", is(0))
          .body("retiredAt", nullValue());
      assertThat(answer.<String>path("postbackUrl"))
          .endsWith("/apay/deposit/postback/" + answer.path("projectKey"));
      String read = shop.api().get(PATH + "/" + answer.path("id")).asString();
      String listed = shop.api().get(PATH).asString();
      for (String secret : keys.secrets()) {
        assertThat(answer.asString() + read + listed + log.text()).doesNotContain(secret);
      }
      assertThat(new JsonObject(read)).isEqualTo(new JsonObject(answer.asString()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "apiKey, SECRETKEY00000000000000000000001",
    "apiKey, secretkey0000000000000000000001",
    "projectId, 12345678",
    "projectId, 12a",
    "webhookId, 12345678",
    "webhookId, ''",
    "accessKey, 'secretkey 0000000000000000000001'",
    "privateKey, secretkey000000000000000000000011"
  })
  void whatIsWrongIsNamedAndNotRepeated(String field, String value) {
    Response answer = connect(body(keys).put(field, value));

    assertThat(assertInvalid(answer, field)).startsWith("must be ");
    assertThat(answer.asString()).doesNotContain("ecretkey", "SECRETKEY", "12345678", "12a");
  }

  @Test
  void whatIsMissingIsNamedAllAtOnce() {
    List<String> fields =
        shop.api().body("{}").post(PATH).then().statusCode(422).extract().path("errors.field");

    assertThat(fields)
        .containsExactlyInAnyOrder(
            "mode", "apiKey", "projectId", "webhookId", "accessKey", "privateKey");
    assertInvalid(connect(body(keys).put("privateKey", keys.accessKey())), "privateKey");
    assertInvalid(connect(body(keys).put("underpaymentTolerance", -1)), "underpaymentTolerance");
    assertInvalid(
        connect(body(keys).put("mode", "TEST").put("botId", shop.botId().toString())), "mode");
    assertInvalid(connect(body(keys).put("botId", shops.openLive().botId().toString())), "botId");
    assertInvalid(
        connect(body(keys).put("botId", shops.providerOf(shop).botId().toString())), "botId");
    assertThat(shop.api().get(PATH).<List<?>>path("items")).isEmpty();
  }

  @Test
  void theSameNumberKeepsItsPlaceAndTheFormerKeysCountForAWhile() {
    Response first = connect(body(keys));
    ApayKeys next = keys.regenerated();

    Response second = connect(body(next));

    second
        .then()
        .statusCode(200)
        .body("id", equalTo(first.path("id")))
        .body("projectKey", equalTo(first.path("projectKey")))
        .body("webhookId", is(next.webhookId()))
        .body("formerKeysUntil", notNullValue());
    assertThat(second.<String>path("fingerprints.accessKey"))
        .isNotEqualTo(first.path("fingerprints.accessKey"));
    assertThat(signed(keys.accessKey())).containsExactly(keys.privateKey());
    assertThat(signed(next.accessKey())).containsExactly(next.privateKey());
    assertThat(ofProject(first.path("projectKey")))
        .containsExactlyInAnyOrder(keys.privateKey(), next.privateKey());

    database.update(
        "UPDATE apay_signing_key SET valid_until = now() - interval '1 second'"
            + " WHERE valid_until IS NOT NULL AND project_id = ?",
        UUID.fromString(first.path("id")));
    assertThat(signed(keys.accessKey())).isEmpty();
    assertThat(ofProject(first.path("projectKey"))).containsExactly(next.privateKey());
  }

  @Test
  void theSameKeysAgainAreNoNews() {
    connect(body(keys));

    connect(body(keys)).then().statusCode(200).body("formerKeysUntil", nullValue());

    assertThat(signed(keys.accessKey())).hasSize(1);
  }

  @Test
  void anotherProjectOfABotRetiresTheOneBefore() {
    String botId = shop.botId().toString();
    String first = connect(body(keys).put("botId", botId)).path("id");
    ApayKeys other = ApayKeys.random();

    String second = connect(body(other).put("botId", botId)).path("id");

    assertThat(second).isNotEqualTo(first);
    shop.api()
        .get(PATH + "/" + first)
        .then()
        .body("retiredAt", notNullValue())
        .body("botId", nullValue())
        .body("fingerprints.accessKey", nullValue());
    assertThat(signed(keys.accessKey())).as("under way").containsExactly(keys.privateKey());
    assertThat(chosen(shop)).isEqualTo(second);
    assertProblem(
        shop.api().body(Map.of("webhookId", "1")).patch(PATH + "/" + first), 409, "conflict");

    connect(body(keys).put("botId", botId)).then().statusCode(200).body("id", is(first));
    assertThat(chosen(shop)).isEqualTo(first);
  }

  @Test
  void keysAreChangedOneByOneAndFormerOnesForgottenAtOnce() {
    String id = connect(body(keys)).path("id");
    ApayKeys next = keys.regenerated();

    shop.api()
        .body(Map.of("privateKey", next.privateKey(), "underpaymentTolerance", 50))
        .patch(PATH + "/" + id)
        .then()
        .statusCode(200)
        .body("underpaymentTolerance", is(50))
        .body("formerKeysUntil", notNullValue());
    assertThat(signed(keys.accessKey()))
        .containsExactlyInAnyOrder(keys.privateKey(), next.privateKey());

    shop.api()
        .body(Map.of("forgetFormerKeys", true))
        .patch(PATH + "/" + id)
        .then()
        .statusCode(200)
        .body("formerKeysUntil", nullValue());
    assertThat(signed(keys.accessKey())).containsExactly(next.privateKey());
    assertInvalid(shop.api().body("{}").patch(PATH + "/" + id), "apiKey");
    assertInvalid(shop.api().body(Map.of("apiKey", "short")).patch(PATH + "/" + id), "apiKey");
  }

  @Test
  void aRetiredProjectTakesNoPayments() {
    String id = connect(body(keys)).path("id");
    assertThat(chosen(shop)).isEqualTo(id);

    shop.api().delete(PATH + "/" + id).then().statusCode(204);
    shop.api().delete(PATH + "/" + id).then().statusCode(204);

    assertThat(choice(shop)).isEqualTo(new ProjectChoice.Missing());
    assertThat(signed(keys.accessKey())).containsExactly(keys.privateKey());
  }

  @Test
  void aBotTakesItsOwnProjectElseTheOnlyOne() {
    assertThat(choice(shop)).isEqualTo(new ProjectChoice.Missing());
    String shared = connect(body(keys)).path("id");
    Shop second = shops.withAnotherLiveBot(shop);
    assertThat(chosen(second)).isEqualTo(shared);

    String own =
        connect(body(ApayKeys.random()).put("botId", second.botId().toString())).path("id");

    assertThat(chosen(second)).isEqualTo(own);
    assertThat(choice(shop)).isEqualTo(new ProjectChoice.Ambiguous());
  }

  @Test
  void aBotForTestPaymentsNeverTakesAProjectForRealMoney() {
    connect(body(keys));

    assertThat(choice(shops.withAnotherBot(shop)))
        .isEqualTo(new ProjectChoice.OtherMode(BotMode.LIVE));
  }

  @Test
  void aProjectOfOneBotIsNotTakenToAnother() {
    connect(body(keys).put("botId", shop.botId().toString()));
    Shop second = shops.withAnotherLiveBot(shop);

    assertInvalid(
        connect(body(keys.regenerated()).put("botId", second.botId().toString())), "projectId");

    assertThat(signed(keys.accessKey())).containsExactly(keys.privateKey());
  }

  @Test
  void twoMerchantsMayHaveTheSameKeysAndSeeNothingOfEachOther() {
    Shop other = shops.openLive();
    String id = connect(body(keys)).path("id");
    String theirs = other.api().body(body(keys).encode()).post(PATH).path("id");

    assertThat(await(() -> signers.byAccessKey(keys.accessKey())))
        .extracting(Signer::merchantId)
        .containsExactlyInAnyOrder(shop.merchantId(), other.merchantId());
    assertProblem(other.api().get(PATH + "/" + id), 404, "not-found");
    assertProblem(
        other.api().body(Map.of("webhookId", "1")).patch(PATH + "/" + id), 404, "not-found");
    assertProblem(other.api().delete(PATH + "/" + id), 404, "not-found");
    assertInvalid(
        other.api().body(Map.of("botId", shop.botId())).post(PATH + "/connect-links"), "botId");
    other.api().get(PATH).then().body("items.id", equalTo(List.of(theirs)));
    shop.api().get(PATH).then().body("items", hasSize(1));
  }

  @Test
  void aConnectLinkLeadsToTheProviderBot() {
    Shop provider = shops.providerOf(shop);
    String username = shop.api().get("/api/v1/bots/" + provider.botId()).path("username");

    for (Object botId : List.of(shop.botId(), provider.botId())) {
      Response link = shop.api().body(Map.of("botId", botId)).post(PATH + "/connect-links");

      link.then()
          .statusCode(201)
          .body("code", matchesPattern("[A-Za-z0-9_-]{1,64}"))
          .body("expiresAt", matchesPattern(".*Z"))
          .body("url", is("https://t.me/" + username + "?start=" + link.path("code")));
      assertThat(
              database.number(
                  "SELECT count(*) FROM apay_conversation WHERE merchant_id = ? AND"
                      + " position(convert_to(?, 'UTF8') in code) > 0",
                  shop.merchantId(),
                  link.path("code")))
          .as("the code itself is kept")
          .isZero();
    }
  }

  @Test
  void withoutAProviderBotThereIsNoLink() {
    Shop onTestServers = shops.openOnTestServers();

    JsonObject problem =
        assertProblem(
            onTestServers
                .api()
                .body(Map.of("botId", onTestServers.botId()))
                .post(PATH + "/connect-links"),
            409,
            "conflict");

    assertThat(problem.getString("detail")).contains("PROVIDER");
  }

  @Test
  void theOperatorAddsProviderBotsAndNoOthers() {
    Shop provider = shops.operatorsProvider();

    operator()
        .get("/api/v1/bots/" + provider.botId())
        .then()
        .statusCode(200)
        .body("role", is("PROVIDER"))
        .body("webhook.registered", is(true));
    assertThat(operator().get("/api/v1/bots").<List<String>>path("items.id"))
        .contains(provider.botId().toString())
        .doesNotContain(shop.botId().toString());
    operator()
        .get("/api/v1/bots/" + provider.botId() + "/webhook")
        .then()
        .body("inOrder", is(true))
        .body(
            "expected.allowedUpdates",
            equalTo(List.of("callback_query", "edited_message", "message")));
    assertProblem(shop.api().get("/api/v1/bots/" + provider.botId()), 404, "not-found");
    assertProblem(operator().get("/api/v1/bots/" + shop.botId()), 404, "not-found");
    String token = shops.sandboxBot().getString("token");
    assertInvalid(operator().body(Map.of("token", token)).post("/api/v1/bots"), "role");
    assertInvalid(
        shop.api()
            .body(Map.of("token", token, "role", "PROVIDER", "providerToken", "1:TEST:x"))
            .post("/api/v1/bots"),
        "providerToken");
  }

  @Test
  void aProviderBotSellsNothing() {
    Shop provider = shops.providerOf(shop);

    assertThat(
            assertInvalid(
                shop.api()
                    .body(Shop.tea().put("botId", provider.botId().toString()).encode())
                    .post("/api/v1/invoices"),
                "botId"))
        .contains("provider bot");
    shop.issue(Shop.stars(5));
  }

  private Response connect(JsonObject body) {
    return shop.api().body(body.encode()).post(PATH);
  }

  private static JsonObject body(ApayKeys keys) {
    return new JsonObject()
        .put("mode", "LIVE")
        .put("apiKey", keys.apiKey())
        .put("projectId", keys.projectId())
        .put("webhookId", keys.webhookId())
        .put("accessKey", keys.accessKey())
        .put("privateKey", keys.privateKey());
  }

  private static RequestSpecification operator() {
    return RestAssured.given().auth().oauth2(Shops.OPERATOR_KEY).contentType(ContentType.JSON);
  }

  private List<String> signed(String accessKey) {
    return privateKeys(() -> signers.byAccessKey(accessKey));
  }

  private List<String> ofProject(String projectKey) {
    return privateKeys(() -> signers.ofProject(projectKey));
  }

  private static List<String> privateKeys(Supplier<Uni<List<Signer>>> found) {
    return await(found).stream().map(signer -> signer.privateKey().reveal()).toList();
  }

  private String chosen(Shop seller) {
    return ((ProjectChoice.Chosen) choice(seller)).project().id().toString();
  }

  private ProjectChoice choice(Shop seller) {
    return await(() -> projects.of(seller.merchantId(), seller.botId()));
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
