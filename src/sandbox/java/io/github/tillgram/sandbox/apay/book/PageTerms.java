package io.github.tillgram.sandbox.apay.book;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a merchant said when asking for a payment page.
 *
 * @param amount in major units; null: the payer types it
 * @param systems among which the payer chooses, in this order
 * @param buttons quick amounts
 * @param customTransactionId may be null
 * @param languages as codes of A-Pay; empty: the language of the country
 * @param origin scheme and host the page was asked for from
 */
public record PageTerms(
    String webhookId,
    BigDecimal amount,
    String currency,
    List<String> systems,
    List<BigDecimal> buttons,
    String customTransactionId,
    String customUserId,
    String returnUrl,
    List<String> languages,
    String origin) {}
