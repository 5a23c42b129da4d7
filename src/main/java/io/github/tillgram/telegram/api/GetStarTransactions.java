package io.github.tillgram.telegram.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Arguments of {@code getStarTransactions}; the oldest come first.
 *
 * @param offset how many to skip
 * @param limit 1 to 100
 */
@RegisterForReflection
public record GetStarTransactions(int offset, int limit) {}
