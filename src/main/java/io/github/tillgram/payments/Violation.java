package io.github.tillgram.payments;

/**
 * What is wrong with a field of an invoice.
 *
 * @param message names the limit and how to mend it
 */
public record Violation(String field, String message) {}
