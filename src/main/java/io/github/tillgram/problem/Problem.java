package io.github.tillgram.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * Problem details as of RFC 9457.
 *
 * @param errors what is wrong with which field; empty unless the type is {@code invalid-input}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * @param field the path of the field, e.g. {@code prices[0].amount}
   * @param message what is wrong and how to mend it
   */
  @RegisterForReflection
  public record FieldError(String field, String message) {}

  static Problem of(ProblemType type, String detail, List<FieldError> errors) {
    return new Problem(type.uri(), type.title(), type.status(), detail, List.copyOf(errors));
  }

  Response toResponse() {
    Response.ResponseBuilder response = Response.status(status).type(MEDIA_TYPE).entity(this);
    if (status == 401) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (status == 503) {
      response.header("Retry-After", "2");
    }
    return response.build();
  }
}
