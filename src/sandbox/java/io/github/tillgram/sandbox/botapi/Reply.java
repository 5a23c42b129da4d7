package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.world.Json;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** What goes back over the wire. A status of 0 closes the connection without an answer. */
record Reply(int status, String contentType, long retryAfter, String body) {
  private static final String JSON = "application/json";

  static Reply of(Answer answer) {
    return new Reply(200, JSON, 0, Json.text(answer.wire()));
  }

  static Reply of(ApiFailure failure) {
    return new Reply(failure.code(), JSON, failure.retryAfter(), Json.text(failure.wire()));
  }

  static Reply badGateway() {
    String page =
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
            + "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";
    return new Reply(502, "text/html", 0, page);
  }

  static Reply closed() {
    return new Reply(0, "", 0, "");
  }

  void write(RoutingContext context) {
    if (status == 0) {
      context.request().connection().close();
      return;
    }
    HttpServerResponse response =
        context.response().setStatusCode(status).putHeader("Content-Type", contentType);
    if (retryAfter > 0) {
      response.putHeader("Retry-After", Long.toString(retryAfter));
    }
    response.end(body);
  }
}
