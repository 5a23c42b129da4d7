package io.github.tillgram.telegram.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One line of a price.
 *
 * @param amount in the smallest unit of the currency; negative for a discount
 */
@RegisterForReflection
public record LabeledPrice(String label, long amount) {}
