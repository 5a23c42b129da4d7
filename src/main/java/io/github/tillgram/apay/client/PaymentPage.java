package io.github.tillgram.apay.client;

/**
 * A page that A-Pay made.
 *
 * @param url where the payer goes; taken as it is
 * @param orderId the order behind it, which is a deposit once the payer has chosen how to pay
 */
public record PaymentPage(String url, String orderId) {}
