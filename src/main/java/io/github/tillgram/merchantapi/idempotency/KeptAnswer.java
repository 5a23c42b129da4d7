package io.github.tillgram.merchantapi.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/**
 * An answer as it can be given any number of times.
 *
 * @param body exactly what goes over the wire
 */
record KeptAnswer(
    int status, Optional<String> contentType, Optional<String> location, Optional<String> body) {

  private static final String JSON = MediaType.APPLICATION_JSON + ";charset=UTF-8";

  /**
   * @param result what a resource method has returned
   */
  static KeptAnswer of(Object result, ObjectMapper json) {
    if (!(result instanceof Response)) {
      return of(result == null ? 204 : 200, Optional.empty(), JSON, result, json);
    }
    Response response = (Response) result;
    return of(
        response.getStatus(),
        Optional.ofNullable(response.getLocation()).map(URI::toString),
        response.getMediaType() == null ? JSON : response.getMediaType().toString(),
        response.getEntity(),
        json);
  }

  static KeptAnswer of(Problem problem, ObjectMapper json) {
    return of(problem.status(), Optional.empty(), Problem.MEDIA_TYPE, problem, json);
  }

  private static KeptAnswer of(
      int status, Optional<String> location, String type, Object entity, ObjectMapper json) {
    Optional<String> body = Optional.ofNullable(entity).map(value -> write(value, json));
    return new KeptAnswer(status, body.map(present -> type), location, body);
  }

  private static String write(Object entity, ObjectMapper json) {
    try {
      return json.writeValueAsString(entity);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an answer of ours is not JSON", impossible);
    }
  }

  @Override
  public String toString() {
    return "answer " + status;
  }
}
