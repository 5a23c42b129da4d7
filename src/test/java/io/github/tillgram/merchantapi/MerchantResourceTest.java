package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MerchantResourceTest {

  @Inject Shops shops;
  @Inject Database database;

  @Test
  void theOperatorTakesAMerchantInAndItsKeyWorksAtOnce() {
    Response created = create(Shops.OPERATOR_KEY, "{\"name\": \" Tea House \"}");

    created
        .then()
        .statusCode(201)
        .body("id", notNullValue())
        .body("name", equalTo("Tea House"))
        .body("apiKey", notNullValue());
    String apiKey = created.path("apiKey");
    given().auth().oauth2(apiKey).get("/api/v1/bots").then().statusCode(200);
  }

  @Test
  void ofAnApiKeyOnlyADigestIsKept() {
    JsonPath merchant = shops.merchant("Tea House");

    UUID id = UUID.fromString(merchant.getString("id"));
    assertThat(database.value("SELECT digest FROM api_key WHERE merchant_id = ?", id))
        .isInstanceOfSatisfying(byte[].class, digest -> assertThat(digest).hasSize(32));
    assertThat(
            database.number(
                "SELECT count(*) FROM api_key WHERE position(?::bytea in digest) > 0",
                merchant.getString("apiKey").substring(0, 8).getBytes()))
        .isZero();
  }

  @Test
  void onlyTheOperatorTakesMerchantsIn() {
    String apiKey = shops.merchant("Tea House").getString("apiKey");
    String body = "{\"name\": \"Another\"}";

    assertProblem(create(apiKey, body), 403, "forbidden");
    assertProblem(create("tg_nobodys", body), 401, "unauthorized");
    assertProblem(create("", body), 401, "unauthorized");
    assertProblem(json().body(body).post("/api/v1/merchants"), 401, "unauthorized");
    assertProblem(create(Shops.OPERATOR_KEY + "x", body), 401, "unauthorized");
  }

  @Test
  void aRefusalOfAKeySaysHowToSendOne() {
    given().get("/api/v1/bots").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    given()
        .auth()
        .preemptive()
        .basic("a", "b")
        .get("/api/v1/bots")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer");
    given()
        .header("Authorization", "bearer " + shops.merchant("Tea").getString("apiKey"))
        .get("/api/v1/bots")
        .then()
        .statusCode(200);
  }

  @Test
  void theOperatorsKeyIsNoMerchantsKey() {
    for (String path : new String[] {"invoices", "payments", "apay-projects"}) {
      assertProblem(
          given().auth().oauth2(Shops.OPERATOR_KEY).get("/api/v1/" + path), 403, "forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"name\": null}", "{\"name\": \"\"}", "{\"name\": \" \\t\"}", "null"})
  void aMerchantHasAName(String body) {
    assertThat(assertInvalid(create(Shops.OPERATOR_KEY, body), "name")).contains("1 to 100");
  }

  @Test
  void aNameHasAtMostAHundredCharactersAndNoNul() {
    create(Shops.OPERATOR_KEY, name("n".repeat(100))).then().statusCode(201);

    assertInvalid(create(Shops.OPERATOR_KEY, name("n".repeat(101))), "name");
    assertInvalid(create(Shops.OPERATOR_KEY, name("a\0b")), "name");
    create(Shops.OPERATOR_KEY, "{\"name\": \"\\ud800\"}").then().statusCode(201);
  }

  @Test
  void aNameIsText() {
    assertInvalid(create(Shops.OPERATOR_KEY, "{\"name\": 7}"), "name");
    assertInvalid(create(Shops.OPERATOR_KEY, "{\"name\": true}"), "name");
    assertInvalid(create(Shops.OPERATOR_KEY, "{\"name\": [\"a\"]}"), "name");
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThat(
            assertInvalid(create(Shops.OPERATOR_KEY, "{\"name\": \"a\", \"colour\": 1}"), "colour"))
        .contains("not a known field");
  }

  private static String name(String name) {
    return new JsonObject().put("name", name).encode();
  }

  private static Response create(String key, String body) {
    return json().header("Authorization", "Bearer " + key).body(body).post("/api/v1/merchants");
  }

  private static RequestSpecification json() {
    return given().contentType(ContentType.JSON);
  }
}
