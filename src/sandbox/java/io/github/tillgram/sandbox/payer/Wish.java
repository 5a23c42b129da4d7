package io.github.tillgram.sandbox.payer;

/**
 * What a payer fills into the form.
 *
 * @param country where the goods are to be sent; empty: to the payer's own address
 * @param shippingOption chosen if it is offered, else the first one is
 */
record Wish(long tip, String country, String shippingOption) {}
