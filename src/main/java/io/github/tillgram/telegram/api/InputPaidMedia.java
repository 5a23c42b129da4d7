package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A picture or video to be sold.
 *
 * @param type {@code photo} or {@code video}
 * @param media a file id, or an HTTP address Telegram fetches it from
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InputPaidMedia(String type, String media) {}
