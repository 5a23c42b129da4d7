package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A conversation; ids of groups and channels are negative. */
public record Chat(@JsonProperty(required = true) long id, String type, String title) {}
