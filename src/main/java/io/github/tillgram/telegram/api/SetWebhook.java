package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Arguments of {@code setWebhook}. Every call replaces the whole configuration, and what is left
 * out is reset, so nothing is left out.
 */
@RegisterForReflection
public record SetWebhook(
    String url,
    @JsonProperty("secret_token") String secretToken,
    @JsonProperty("allowed_updates") List<String> allowedUpdates,
    @JsonProperty("max_connections") int maxConnections) {

  @Override
  public String toString() {
    return "SetWebhook[allowedUpdates=" + allowedUpdates + "]";
  }
}
