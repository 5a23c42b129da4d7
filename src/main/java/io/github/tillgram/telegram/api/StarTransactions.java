package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A page of a bot's movements of Stars. */
@RegisterForReflection
public record StarTransactions(@JsonProperty(required = true) List<StarTransaction> transactions) {}
