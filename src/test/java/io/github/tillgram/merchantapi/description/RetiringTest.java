package io.github.tillgram.merchantapi.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

/** An operation that will go says so, in its description and with each answer. */
@QuarkusTest
class RetiringTest {

  @Test
  void everyAnswerSaysWhenTheOperationGoes() {
    given()
        .get("/test/retiring")
        .then()
        .statusCode(200)
        .header("Deprecation", equalTo("@1796083200"))
        .header("Sunset", equalTo("Wed, 01 Dec 2027 00:00:00 GMT"));
  }

  @Test
  void refusalsSaySoToo() {
    given()
        .get("/test/retiring?refuse=true")
        .then()
        .statusCode(409)
        .header("Deprecation", equalTo("@1796083200"));
  }

  @Test
  void operationsThatStaySayNothing() {
    given()
        .get("/test/retiring/stays")
        .then()
        .statusCode(200)
        .header("Deprecation", nullValue())
        .header("Sunset", nullValue());
  }

  @Test
  void theDescriptionSaysWhenAndWhatToCallInstead() throws IOException {
    Operation operation =
        OASFactory.createOperation()
            .operationId(RetiringResource.ID)
            .description("Does something.")
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse("200", OASFactory.createAPIResponse()));
    OpenAPI api =
        OASFactory.createOpenAPI()
            .paths(
                OASFactory.createPaths()
                    .addPathItem("/test", OASFactory.createPathItem().GET(operation)));
    Retirements.announce(
        api, new Declared(Index.of(RetiringResource.class, APIResponse.class, APIResponses.class)));
    assertThat(operation.getDeprecated()).isTrue();
    assertThat(operation.getDescription())
        .isEqualTo("**Goes on 2027-12-01.** Call /test/retiring/stays instead.\n\nDoes something.");
    assertThat(operation.getResponses().getAPIResponse("200").getHeaders())
        .containsOnlyKeys("Deprecation", "Sunset");
  }

  @Test
  void nothingGoesWithinAYear() {
    assertThatThrownBy(() -> Retirement.of("2026-12-01", "2027-11-30"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2027-11-30 is sooner");
    assertThat(Retirement.of("2026-12-01", "2027-12-01").deprecation()).isEqualTo("@1796083200");
  }
}
