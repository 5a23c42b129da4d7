package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A conversation; ids of groups and channels are negative. */
@RegisterForReflection
public record Chat(@JsonProperty(required = true) long id, String type, String title) {}
