package io.github.tillgram.merchantapi.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The description says everything that a caller must know. What is missing is listed: mend it with
 * an annotation where it is particular, and in {@link DescribeApi} where it is common.
 */
@QuarkusTest
class DescribedTest {

  private static final int FEWEST_OPERATIONS = 60;

  private JsonObject document;

  @BeforeEach
  void read() {
    document = new JsonObject(given().queryParam("format", "json").get("/q/openapi").asString());
  }

  @Test
  void everyOperationIsDescribed() {
    OperationGaps gaps = new OperationGaps(document);
    assertThat(gaps.operations()).isGreaterThanOrEqualTo(FEWEST_OPERATIONS);
    assertThat(gaps.all()).isEmpty();
  }

  @Test
  void everyFieldIsDescribed() {
    assertThat(new SchemaGaps(document).all()).isEmpty();
  }

  @Test
  void everyExampleIsWhatItsSchemaSays() {
    assertThat(new ExampleGaps(document).all()).isEmpty();
  }

  @Test
  void everyTypeOfProblemIsDescribed() {
    List<String> uris =
        Arrays.stream(ProblemType.values()).map(type -> type.uri().toString()).toList();
    JsonObject type =
        document.getJsonObject("components").getJsonObject("schemas").getJsonObject("ProblemType");
    assertThat(type.getJsonArray("enum").getList()).isEqualTo(uris);
    assertThat(type.getString("description")).contains(uris);
    JsonObject examples = document.getJsonObject("components").getJsonObject("examples");
    for (ProblemType problem : ProblemType.values()) {
      JsonObject example = examples.getJsonObject(problem.slug());
      assertThat(example.getString("description")).isEqualTo(problem.advice());
      assertThat(example.getJsonObject("value").getString("type"))
          .isEqualTo(problem.uri().toString());
    }
  }

  @Test
  void whatEndpointsAreCalledWithIsDescribed() {
    JsonObject call =
        document
            .getJsonObject("paths")
            .getJsonObject("/api/v1/endpoints")
            .getJsonObject("post")
            .getJsonObject("callbacks")
            .getJsonObject("event")
            .getJsonObject("{$request.body#/url}")
            .getJsonObject("post");
    JsonArray headers = call.getJsonArray("parameters");
    assertThat(headers.stream().map(each -> ((JsonObject) each).getString("name")))
        .containsExactly("webhook-id", "webhook-timestamp", "webhook-signature");
    assertThat(call.getJsonObject("responses").fieldNames()).contains("2XX", "410");
  }
}
