package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Arguments of {@code getUpdates}.
 *
 * @param offset what has a smaller id is forgotten by Telegram; {@code null} forgets nothing
 * @param limit 1 to 100
 * @param timeout how many seconds Telegram waits for something to tell, at most 50
 * @param allowedUpdates the kinds to be told; Telegram keeps them
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GetUpdates(
    Long offset,
    int limit,
    long timeout,
    @JsonProperty("allowed_updates") List<String> allowedUpdates) {}
