package io.github.tillgram.apay.postback;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The door takes bytes, whatever they are called; the framework would refuse a name it cannot
 * parse.
 */
@ApplicationScoped
class IgnoreContentType {

  private static final int PRIORITY = 100;

  void register(@Observes Filters filters) {
    filters.register(IgnoreContentType::strip, PRIORITY);
  }

  private static void strip(RoutingContext context) {
    if (context.request().path().startsWith(PostbackResource.PATH)) {
      context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    }
    context.next();
  }
}
