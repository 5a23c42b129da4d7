package io.github.tillgram.merchantapi.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The description in the repository is the one that the service serves. */
@QuarkusTest
class KeptDescriptionTest {

  private static final Path KEPT = Path.of("src", "docs", "openapi.yaml");
  private static final String RENEW = "openapi.renew";

  @Test
  void whatIsKeptIsWhatIsServed() throws IOException {
    String served = given().queryParam("format", "yaml").get("/q/openapi").asString();
    if (Boolean.getBoolean(RENEW)) {
      Files.writeString(KEPT, served);
    }
    assertThat(Files.readString(KEPT))
        .as(
            "The API has another description now. If it is meant to have, renew %s with"
                + " ./mvnw test -Dtest=KeptDescriptionTest -D%s=true",
            KEPT, RENEW)
        .isEqualTo(served);
  }
}
