package io.github.tillgram.apay.postback;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What A-Pay hears: {@code OK} as it documents it, or what its people can mend. */
final class PostbackAnswer {

  private static final int RETRY_AFTER_SECONDS = 2;

  private PostbackAnswer() {}

  static Response to(PostbackOutcome outcome) {
    switch (outcome) {
      case OK:
      case REPEAT:
        return json(Response.ok(), new JsonObject().put("status", "OK"));
      default:
        return json(
            Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header("Retry-After", RETRY_AFTER_SECONDS),
            error("try_again", "Not now. Send the same postback again."));
    }
  }

  static Response to(PostbackRefused refused) {
    Refusal refusal = refused.refusal();
    String message =
        refused
            .where()
            .map(where -> refusal.remedy() + " At " + where + ".")
            .orElse(refusal.remedy());
    return json(Response.status(refusal.status()), error(refusal.reason(), message));
  }

  private static JsonObject error(String reason, String message) {
    return new JsonObject().put("status", "ERROR").put("reason", reason).put("message", message);
  }

  private static Response json(Response.ResponseBuilder response, JsonObject body) {
    return response.type(MediaType.APPLICATION_JSON).entity(body.encode()).build();
  }
}
