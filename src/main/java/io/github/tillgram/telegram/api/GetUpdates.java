package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Arguments of {@code getUpdates}; refused while a webhook is set.
 *
 * @param offset the first update id wanted; what is before it is forgotten
 * @param limit 1 to 100
 * @param timeout how long Telegram waits for one, 0 to 50 s
 */
@RegisterForReflection
public record GetUpdates(
    long offset,
    int limit,
    int timeout,
    @JsonProperty("allowed_updates") List<String> allowedUpdates) {}
