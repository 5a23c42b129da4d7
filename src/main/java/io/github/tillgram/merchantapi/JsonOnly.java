package io.github.tillgram.merchantapi;

import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses bodies of our own API that do not call themselves JSON, where nothing else is asked for.
 * Left to itself, the framework makes a request with one field out of any text.
 */
class JsonOnly {

  private static final String API = "/api/v1/";

  @ServerRequestFilter
  void refuseOthers(ContainerRequestContext request, ResourceInfo resource) {
    if (request.getUriInfo().getPath().startsWith(API)
        && hasBody(request)
        && !isJson(request.getMediaType())
        && !resource.getResourceMethod().isAnnotationPresent(Consumes.class)) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send it with Content-Type: application/json.");
    }
  }

  private static boolean hasBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.getHeaders().containsKey("Transfer-Encoding")
        : !length.equals("0");
  }

  private static boolean isJson(MediaType type) {
    return type == null || MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
  }
}
