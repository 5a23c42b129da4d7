package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Arguments of {@code deleteWebhook}; what waits is kept unless it is to be dropped. */
@RegisterForReflection
public record DeleteWebhook(@JsonProperty("drop_pending_updates") boolean dropPendingUpdates) {}
