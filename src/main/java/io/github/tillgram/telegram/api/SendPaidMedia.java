package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Arguments of {@code sendPaidMedia}.
 *
 * @param starCount 1 to 25000
 * @param media 1 to 10
 * @param payload at most 128 bytes; without one a purchase is not told
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendPaidMedia(
    @JsonProperty("chat_id") long chatId,
    @JsonProperty("star_count") int starCount,
    List<InputPaidMedia> media,
    String payload,
    String caption) {}
