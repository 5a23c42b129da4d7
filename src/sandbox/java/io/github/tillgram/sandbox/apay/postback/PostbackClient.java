package io.github.tillgram.sandbox.apay.postback;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.apay.book.Postback;
import io.github.tillgram.sandbox.world.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;

/** Posts the bytes, and tells whether the answer acknowledges them. */
final class PostbackClient {
  private static final int LONGEST_ANSWER = 500;

  private final HttpClient client;
  private final Duration patience;

  /** What came back; a status of 0 means nothing did. */
  record Outcome(int status, String answer, boolean acknowledged) {}

  PostbackClient(Vertx vertx, Duration patience) {
    this.patience = patience;
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
  }

  Future<Outcome> send(Postback postback) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(postback.url())
            .setTimeout(patience.toMillis())
            .putHeader("Content-Type", "application/json");
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(postback.body())))
        .compose(response -> response.body().map(body -> outcome(response, body)))
        .otherwise(failure -> new Outcome(0, failure.getClass().getSimpleName(), false));
  }

  /** Nothing but 200 with the status OK, as JSON, will do. */
  private static Outcome outcome(HttpClientResponse response, Buffer body) {
    String type = response.getHeader("Content-Type");
    boolean json = type != null && type.startsWith("application/json");
    boolean acknowledged = response.statusCode() == 200 && json && saysOk(body);
    String text = body.toString();
    String answer = text.substring(0, Math.min(LONGEST_ANSWER, text.length()));
    return new Outcome(response.statusCode(), answer, acknowledged);
  }

  private static boolean saysOk(Buffer body) {
    try {
      JsonNode answer = Json.mapper().readTree(body.getBytes());
      return answer.path("status").asText().equals("OK");
    } catch (IOException e) {
      return false;
    }
  }

  void close() {
    client.close();
  }
}
