package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.testsupport.ApiCall;
import io.github.tillgram.testsupport.ApiDescription;
import io.github.tillgram.testsupport.ApiDescription.Operation;
import io.github.tillgram.testsupport.Belongings;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** A filter that is misspelt would let everything through, so it is refused: at every operation. */
@QuarkusTest
class KnownParametersTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject Encryption encryption;

  @Test
  void aParameterThatAnOperationDoesNotHaveIsNamed() throws IOException {
    ApiDescription api = ApiDescription.read();
    ApiCall call = new ApiCall(api);
    try (Belongings own = new Belongings(shops, database, encryption)) {
      SoftAssertions all = new SoftAssertions();
      for (Operation operation : api.operations()) {
        String key = operation.scope().isPresent() ? own.shop().apiKey() : Shops.OPERATOR_KEY;
        for (String name : List.of("colour", "Limit", "from%20")) {
          all.assertThatCode(
                  () ->
                      assertNamed(
                          call.send(
                              operation,
                              ApiCall.as("Bearer " + key).queryParam(name, "1"),
                              own::id,
                              own::value),
                          name.replace("%20", " "),
                          operation.queries()))
              .as("%s?%s", operation, name)
              .doesNotThrowAnyException();
        }
      }
      all.assertAll();
    }
  }

  private static void assertNamed(Response refused, String name, List<String> known) {
    assertInvalid(refused, name);
    assertThat(refused.path("errors[0].message").toString())
        .isEqualTo(
            known.isEmpty()
                ? "is not known here; this operation has no parameters"
                : "is not known here; the parameters are "
                    + String.join(", ", known.stream().sorted().toList()));
  }

  @Test
  void whoeverMayNotCallLearnsNothingOfParameters() {
    ApiCall.as(null).queryParam("colour", "1").get("/api/v1/invoices").then().statusCode(401);
  }

  @Test
  void otherDoorsTakeWhatOthersPutBehindTheirAddress() {
    ApiCall.as(null).queryParam("utm_source", "tg").get("/pay/unknown").then().statusCode(404);
  }
}
