package io.github.tillgram.invoice;

/**
 * A line of what the payer sees.
 *
 * @param amount in the smallest unit; negative for a discount
 */
public record PriceLine(String label, long amount) {}
