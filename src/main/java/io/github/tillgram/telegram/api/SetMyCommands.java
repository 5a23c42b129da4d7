package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Arguments of {@code setMyCommands}.
 *
 * @param commands at most 100
 * @param languageCode two letters; {@code null}: for everybody without commands of their language
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetMyCommands(
    List<BotCommand> commands, @JsonProperty("language_code") String languageCode) {}
