package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.MerchantKeys;
import io.github.tillgram.merchant.MerchantKeys.Outcome;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers what came of a wish about keys. */
final class KeyOutcomes {

  private KeyOutcomes() {}

  /**
   * @param missing what there is not, when there is not
   */
  static Response answer(Outcome outcome, String missing) {
    if (outcome instanceof Outcome.Made) {
      ApiKeyView.WithSecret view = ApiKeyView.WithSecret.of((Outcome.Made) outcome);
      return Response.created(URI.create("/api/v1/api-keys/" + view.id())).entity(view).build();
    }
    if (outcome instanceof Outcome.Revoked) {
      return Response.noContent().build();
    }
    throw explain(outcome, missing);
  }

  private static ProblemException explain(Outcome outcome, String missing) {
    if (outcome instanceof Outcome.NoLongerAllowed) {
      return new ProblemException(
          ProblemType.UNAUTHORIZED, "The key you asked with has ended meanwhile.");
    }
    if (outcome instanceof Outcome.BeyondOwn) {
      return beyond((Outcome.BeyondOwn) outcome);
    }
    if (outcome instanceof Outcome.TooMany) {
      return conflict(
          "%d of your keys are live, which is the most. Revoke one with DELETE /api/v1/api-keys/{id}."
              .formatted(MerchantKeys.MOST_LIVE));
    }
    if (outcome instanceof Outcome.NobodyLeft) {
      return conflict(
          "It is your last live key with the scope manage; without one you could make no other."
              + " Make another first with POST /api/v1/api-keys, or end this one at once with POST"
              + " /api/v1/api-keys/{id}/rotate and the overlap PT0S.");
    }
    if (outcome instanceof Outcome.Ended) {
      return conflict("It was revoked or has expired. Make a new one with POST /api/v1/api-keys.");
    }
    if (outcome instanceof Outcome.Replaced) {
      return conflict(
          "It was rotated before. Rotate the key that took over: %s."
              .formatted(((Outcome.Replaced) outcome).by()));
    }
    return ProblemException.notFound(missing);
  }

  private static ProblemException beyond(Outcome.BeyondOwn beyond) {
    return new ProblemException(
        ProblemType.FORBIDDEN,
        beyond.lacking().isEmpty()
            ? "It would live longer than the key you ask with."
            : "It has scopes that the key you ask with lacks: "
                + ApiKeyRequests.words(beyond.lacking())
                + ".");
  }

  private static ProblemException conflict(String detail) {
    return new ProblemException(ProblemType.CONFLICT, detail);
  }
}
