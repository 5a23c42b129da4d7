package io.github.tillgram.apay.client;

/**
 * What A-Pay says of a search for a payment that got lost.
 *
 * @param status {@code Pending}, {@code In Progress}, {@code Reopen}, {@code Done}, {@code
 *     Rejected} or {@code Canceled}
 * @param description A-Pay's words, or empty
 */
public record LostTransaction(String status, String description) {}
