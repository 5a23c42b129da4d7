package io.github.tillgram.sandbox.world;

import java.time.Duration;

/**
 * How long Telegram waits. Tests shorten the waits; nothing else may.
 *
 * @param queryAnswer for the answer to a pre-checkout or shipping query
 * @param webhookResponse for the response of a webhook
 * @param retryUnit the second of the delivery's backoff
 */
public record Timing(Duration queryAnswer, Duration webhookResponse, Duration retryUnit) {
  public static Timing ofTelegram() {
    return new Timing(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(1));
  }
}
