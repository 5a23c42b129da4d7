package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What Telegram says of a webhook. The last error stays after things work again. */
@RegisterForReflection
public record WebhookInfo(
    @JsonProperty(required = true) String url,
    @JsonProperty("has_custom_certificate") Boolean hasCustomCertificate,
    @JsonProperty(value = "pending_update_count", required = true) int pendingUpdateCount,
    @JsonProperty("ip_address") String ipAddress,
    @JsonProperty("last_error_date") Long lastErrorDate,
    @JsonProperty("last_error_message") String lastErrorMessage,
    @JsonProperty("max_connections") Integer maxConnections,
    @JsonProperty("allowed_updates") List<String> allowedUpdates) {}
