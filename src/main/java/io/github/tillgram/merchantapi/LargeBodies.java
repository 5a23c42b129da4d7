package io.github.tillgram.merchantapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.problem.Problem;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body of our own API that announces itself as too large with a problem, where the server
 * would only close the connection.
 */
@ApplicationScoped
class LargeBodies {

  private static final String API = "/api/v1/";

  /** The server's own limit comes at 100 or below. */
  private static final int BEFORE_THE_SERVERS = 10_000;

  private final long most;
  private final ObjectMapper json;

  LargeBodies(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most,
      ObjectMapper json) {
    this.most = most.asLongValue();
    this.json = json;
  }

  void register(@Observes Filters filters) {
    filters.register(this::refuseTooLarge, BEFORE_THE_SERVERS);
  }

  private void refuseTooLarge(RoutingContext request) {
    if (request.normalizedPath().startsWith(API) && announced(request) > most) {
      refuse(request);
    } else {
      request.next();
    }
  }

  private static long announced(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }

  /** Without reading the body, so the connection is of no more use. */
  private void refuse(RoutingContext request) {
    HttpServerResponse response = request.response();
    response.setStatusCode(ProblemType.TOO_LARGE.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.putHeader(HttpHeaders.CONNECTION, "close");
    response.endHandler(sent -> request.request().connection().close());
    response.end(problem());
  }

  private String problem() {
    try {
      return json.writeValueAsString(
          new ProblemException(
                  ProblemType.TOO_LARGE,
                  "A body has at most " + most + " bytes; send less at once.")
              .problem());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a problem is plain text", impossible);
    }
  }
}
