package io.github.tillgram.sandbox.apay.remotes;

import io.vertx.ext.web.RoutingContext;

/** What goes back over the wire. A status of 0 closes the connection without an answer. */
record RemoteReply(int status, String contentType, String body, long retryAfter) {

  static RemoteReply json(int status, String body) {
    return new RemoteReply(status, "application/json", body, 0);
  }

  static RemoteReply html(int status, String title) {
    String page = "<html>\r\n<head><title>" + title + "</title></head>\r\n</html>\r\n";
    return new RemoteReply(status, "text/html", page, 0);
  }

  static RemoteReply closed() {
    return new RemoteReply(0, "", "", 0);
  }

  RemoteReply askingToWait(long seconds) {
    return new RemoteReply(status, contentType, body, seconds);
  }

  void write(RoutingContext context) {
    if (status == 0) {
      context.request().connection().close();
      return;
    }
    if (retryAfter > 0) {
      context.response().putHeader("Retry-After", Long.toString(retryAfter));
    }
    context.response().setStatusCode(status).putHeader("Content-Type", contentType).end(body);
  }
}
