package io.github.tillgram.telegram.client;

import java.nio.charset.StandardCharsets;

/**
 * An update that Telegram was asked for.
 *
 * @param body as it would stand in the request of a webhook, to the letter
 */
public record PolledUpdate(long id, String body) {

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
