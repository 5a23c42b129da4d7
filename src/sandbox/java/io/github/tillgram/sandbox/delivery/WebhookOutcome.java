package io.github.tillgram.sandbox.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * What became of one webhook request.
 *
 * @param error null when the update was taken
 * @param retryAfter seconds the endpoint asked for, or -1
 */
record WebhookOutcome(String error, long retryAfter, String contentType, byte[] body) {

  static WebhookOutcome of(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status >= 200 && status <= 299) {
      String type = response.getHeader("Content-Type");
      return new WebhookOutcome(null, -1, type == null ? "" : type, body.getBytes());
    }
    String error = "Wrong response from the webhook: " + status + " " + response.statusMessage();
    return new WebhookOutcome(error, seconds(response.getHeader("Retry-After")), "", new byte[0]);
  }

  static WebhookOutcome failure(String error) {
    return new WebhookOutcome(error, -1, "", new byte[0]);
  }

  boolean isDelivered() {
    return error == null;
  }

  boolean asksToWait() {
    return retryAfter >= 0;
  }

  private static long seconds(String header) {
    if (header == null || !header.matches("\\d{1,4}")) {
      return -1;
    }
    long seconds = Long.parseLong(header);
    return seconds <= 3600 ? seconds : -1;
  }
}
