package io.github.tillgram.botapi;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.util.List;

/** Fails the test in which our service sent something that the Bot API does not know. */
public final class RequestsAreValid
    implements QuarkusTestAfterEachCallback, QuarkusTestAfterAllCallback {

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    verify();
  }

  /** What left the outbox after the last test. */
  @Override
  public void afterAll(QuarkusTestContext context) {
    verify();
  }

  private static void verify() {
    List<String> violations = ClientRequests.takeViolations();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "The Bot API has no such requests: " + String.join("\n", violations));
    }
  }
}
