package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.RawHttp;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot even be looked at is refused in the form every refusal has. */
@QuarkusTest
class ProblemTest {

  private static final String INVOICES = "/api/v1/invoices";

  private static Shop shop;

  @Inject Shops shops;

  @BeforeEach
  void openShop() {
    shop = shop == null ? shops.open() : shop;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\": \"Tea\",} | line 1",
        "{\"title\": Tea} | line 1",
        "{\"title\": \"Te | line 1",
        "{'title': 'Tea'} | line 1",
        "{\"title\": \"Tea\"} x | line 1",
        "{\"title\": \"Tea\", \"title\": \"Tee\"} | line 1",
        "{\"prices\": [{\"label\": \"Tea\", \"amount\": 01}]} | line 1",
        "{\"prices\": [{\"label\": \"Tea\", \"amount\": NaN}]} | line 1",
        "title=Tea | line 1"
      })
  void whatIsNoJsonIsRefusedWithThePlace(String body, String place) {
    JsonObject problem = assertProblem(post(body), 400, "malformed-json");

    assertThat(problem.getString("detail")).contains("not well-formed JSON", place, "column");
  }

  @Test
  void thePlaceIsTheLineAndTheColumn() {
    JsonObject problem =
        assertProblem(post("{\"title\": \"Tea\",\n  \"currency\": USD}"), 400, "malformed-json");

    assertThat(problem.getString("detail")).contains("line 2, column 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{\"title\": \"Tea\"} {}", "[{\"title\": \"Tea\"}]", "7", "\"Tea\"", "true"})
  void whatIsNoObjectIsSaidSo(String body) {
    assertThat(assertProblem(post(body), 400, "malformed-json").getString("detail"))
        .contains("one JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "null"})
  void aMissingBodyIsAProblemAndNoFailure(String body) {
    Response refused = post(body);

    assertThat(refused.statusCode()).isIn(400, 422);
    assertProblem(
        refused,
        refused.statusCode(),
        refused.statusCode() == 400 ? "malformed-json" : "invalid-input");
  }

  @Test
  void jsonWithoutEndIsNoFailureOfOurs() {
    String deep = "{\"metadata\": " + "{\"a\":".repeat(1200) + "1" + "}".repeat(1201);

    assertProblem(post(deep), 400, "malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream", "application/xml"})
  void anotherContentTypeIsUnsupported(String type) {
    Response refused =
        given()
            .auth()
            .oauth2(shop.apiKey())
            .header("Content-Type", type)
            .body(Shop.tea().encode().getBytes())
            .post(INVOICES);

    assertProblem(refused, 415, "unsupported-media-type");
  }

  @Test
  void jsonMayNameItsCharset() {
    given()
        .auth()
        .oauth2(shop.apiKey())
        .header("Content-Type", "application/json; charset=utf-8")
        .body(Shop.tea().encode().getBytes())
        .post(INVOICES)
        .then()
        .statusCode(201);
  }

  @Test
  void otherAnswersThanJsonAreNotAcceptable() {
    assertProblem(shop.api().accept("text/html").get(INVOICES), 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/nothing", "/api/v1", "/api/v1/invoices/", "/api/v2/invoices"})
  void anAddressNobodyKnowsIsNotFound(String path) {
    Response answer = shop.api().get(path);

    assertThat(answer.statusCode()).isIn(200, 404);
    assertThat(answer.asString()).doesNotContain("Exception", "io.github");
  }

  @Test
  void aMethodThatIsNotThereIsNamedSo() {
    assertProblem(shop.api().delete(INVOICES), 405, "method-not-allowed");
    assertProblem(shop.api().put(INVOICES + "/1"), 405, "method-not-allowed");
    assertProblem(shop.api().get(INVOICES + "/1/cancel"), 405, "method-not-allowed");
    assertProblem(shop.api().patch("/api/v1/payments"), 405, "method-not-allowed");
  }

  @Test
  void whoeverHasNoKeyLearnsNothingElse() {
    assertProblem(given().body("{").post(INVOICES), 401, "unauthorized");
    assertProblem(given().get(INVOICES + "/1"), 401, "unauthorized");
    assertProblem(given().auth().oauth2("tg_" + "A".repeat(43)).get(INVOICES), 401, "unauthorized");
    assertProblem(given().auth().oauth2("A".repeat(4000)).get(INVOICES), 401, "unauthorized");
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLarge() throws IOException {
    String answer =
        RawHttp.send(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1048577\r\n"
                    .formatted(INVOICES)
                + "Content-Type: application/json\r\nAuthorization: Bearer "
                + shop.apiKey()
                + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413 ").doesNotContain("Exception");
  }

  private static Response post(String body) {
    return shop.api().body(body).post(INVOICES);
  }
}
