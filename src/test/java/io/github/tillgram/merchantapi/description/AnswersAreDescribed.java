package io.github.tillgram.merchantapi.description;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import java.util.List;

/**
 * Fails the test in which our API answered, or took, something that its description does not say.
 */
public final class AnswersAreDescribed
    implements QuarkusTestBeforeEachCallback,
        QuarkusTestAfterEachCallback,
        QuarkusTestAfterAllCallback {

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    if (RestAssured.filters().stream().noneMatch(WatchAnswers.class::isInstance)) {
      RestAssured.filters(new WatchAnswers());
    }
  }

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    verify();
  }

  /** What was asked after the last test. */
  @Override
  public void afterAll(QuarkusTestContext context) {
    verify();
  }

  private static void verify() {
    List<String> violations = WatchAnswers.takeViolations();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "The service and /q/openapi disagree:\n" + String.join("\n", violations));
    }
  }
}
