package io.github.tillgram.telegram.api;

/**
 * One line of a price.
 *
 * @param amount in the smallest unit of the currency; negative for a discount
 */
public record LabeledPrice(String label, long amount) {}
