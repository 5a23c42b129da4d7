package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The whole configuration of a webhook, which every setWebhook replaces. */
public record WebhookSettings(
    String url, String secretToken, String ipAddress, int maxConnections) {
  public static final int DEFAULT_CONNECTIONS = 40;

  public static WebhookSettings none() {
    return new WebhookSettings("", "", "", DEFAULT_CONNECTIONS);
  }

  @JsonIgnore
  public boolean isSet() {
    return !url.isEmpty();
  }

  /** The secret must not reach a log by accident. */
  @Override
  public String toString() {
    return "WebhookSettings[maxConnections=" + maxConnections + "]";
  }
}
