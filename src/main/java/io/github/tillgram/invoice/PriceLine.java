package io.github.tillgram.invoice;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A line of what the payer sees.
 *
 * @param amount in the smallest unit; negative for a discount
 */
@RegisterForReflection
public record PriceLine(String label, long amount) {}
