package io.github.tillgram.sandbox.apay.book;

/**
 * Where the results of a sub-project go.
 *
 * @param depositUrl an address, or a path on the host that the payment page was asked for from
 */
public record WebhookRow(String id, String label, String depositUrl, String withdrawalUrl) {}
