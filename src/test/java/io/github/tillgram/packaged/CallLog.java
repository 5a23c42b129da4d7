package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/** Writes down what Telegram is asked to put into chats, and when. */
final class CallLog {

  /**
   * @param nanos when it arrived, by {@link System#nanoTime}
   */
  record Call(long nanos, long chatId) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Proxy proxy;

  CallLog(Vertx vertx, IntSupplier telegram) {
    this.proxy =
        new Proxy(
            vertx,
            (request, body) -> {
              note(request, body);
              return OptionalInt.of(telegram.getAsInt());
            });
  }

  String root() {
    return proxy.root();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  void forget() {
    calls.clear();
  }

  private void note(HttpServerRequest request, Buffer body) {
    if (request.path().contains("/send")) {
      calls.add(new Call(System.nanoTime(), new JsonObject(body).getLong("chat_id")));
    }
  }
}
