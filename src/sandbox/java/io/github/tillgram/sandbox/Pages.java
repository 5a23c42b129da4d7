package io.github.tillgram.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The chat page, the payment page and the currency file, read once: they never change while the
 * sandbox runs.
 */
final class Pages {
  private Pages() {}

  static void mount(Router router) {
    router.get("/").handler(chat());
    router.get("/apay/pay").handler(file("apay.html", "text/html; charset=utf-8"));
    router.get("/apay.css").handler(file("apay.css", "text/css; charset=utf-8"));
    router.get("/chat.css").handler(file("chat.css", "text/css; charset=utf-8"));
    for (String script :
        new String[] {"chat.js", "places.js", "composing.js", "apay.js", "desk.js"}) {
      router.get("/" + script).handler(file(script, "text/javascript; charset=utf-8"));
    }
    router.get("/currencies.json").handler(file("currencies.json", "application/json"));
  }

  static Handler<RoutingContext> chat() {
    return file("chat.html", "text/html; charset=utf-8");
  }

  private static Handler<RoutingContext> file(String name, String type) {
    Buffer content = read(name);
    return context ->
        context
            .response()
            .putHeader("Content-Type", type)
            .putHeader("Cache-Control", "no-cache")
            .end(content);
  }

  private static Buffer read(String name) {
    try (InputStream file = Pages.class.getResourceAsStream("/sandbox/" + name)) {
      return Buffer.buffer(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
