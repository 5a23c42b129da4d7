package io.github.tillgram.sandbox.delivery;

import io.github.tillgram.sandbox.world.PendingUpdate;
import io.github.tillgram.sandbox.world.WebhookSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends one update exactly as the real server does: HTTP/1.1, no user agent, no redirects. Like a
 * local Bot API server it accepts plain HTTP, and certificates are not checked.
 */
final class WebhookClient {
  private static final int MAX_BODY = 1 << 20;

  private final HttpClient client;
  private final Duration patience;

  WebhookClient(Vertx vertx, Duration patience) {
    this.patience = patience;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(200)
                .setKeepAliveTimeout(60)
                .setIdleTimeout((int) (2 * patience.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setDecompressionSupported(true));
  }

  Future<WebhookOutcome> send(WebhookSettings settings, PendingUpdate update) {
    URI url = URI.create(settings.url());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(withoutUserInfo(url))
            .setTimeout(patience.toMillis());
    return client
        .request(options)
        .compose(request -> send(request, url, settings, update))
        .otherwise(failure -> WebhookOutcome.failure(describe(failure, url)));
  }

  private static Future<WebhookOutcome> send(
      HttpClientRequest request, URI url, WebhookSettings settings, PendingUpdate update) {
    if (url.getUserInfo() != null) {
      byte[] credentials = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.putHeader(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    if (!settings.secretToken().isEmpty()) {
      request.putHeader("X-Telegram-Bot-Api-Secret-Token", settings.secretToken());
    }
    return request
        .putHeader("Content-Type", "application/json")
        .putHeader("Connection", "keep-alive")
        .putHeader("Accept-Encoding", "gzip, deflate")
        .send(Buffer.buffer(update.webhookBody()))
        .compose(response -> response.body().map(body -> WebhookOutcome.of(response, body)))
        .map(
            outcome ->
                outcome.body().length > MAX_BODY
                    ? WebhookOutcome.failure("Wrong response from the webhook: body is too big")
                    : outcome);
  }

  private static String withoutUserInfo(URI url) {
    return url.getUserInfo() == null
        ? url.toString()
        : url.toString().replace(url.getRawUserInfo() + "@", "");
  }

  private static String describe(Throwable failure, URI url) {
    if (failure instanceof TimeoutException) {
      return "Read timeout expired";
    }
    if (failure instanceof UnknownHostException) {
      return "Failed to resolve host: " + url.getHost();
    }
    if (failure instanceof ConnectException) {
      return "Connection refused";
    }
    if (failure instanceof SSLException) {
      return "SSL error {" + failure.getMessage() + "}";
    }
    return "Connection closed";
  }

  void close() {
    client.close();
  }
}
