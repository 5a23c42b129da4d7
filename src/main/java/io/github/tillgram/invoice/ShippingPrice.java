package io.github.tillgram.invoice;

/**
 * The rule about the price of shipping, as an expression for statements: nothing for an invoice
 * that does not ship, else the price at which the chosen option was offered to this payer. It is
 * null for an option that was not offered, for none where there must be one, and for one where
 * there must be none.
 */
final class ShippingPrice {

  private ShippingPrice() {}

  /**
   * @param offers the column of {@code shipping_offer} that counts
   * @param invoice the alias of the invoice's row
   * @param payer says who pays
   * @param option says what he chose; the empty text for nothing
   */
  static String expression(String offers, String invoice, String payer, String option) {
    return """
        CASE WHEN %2$s.shipping IS NULL THEN CASE WHEN %4$s = '' THEN 0 END
             ELSE (SELECT CAST(so.%1$s ->> %4$s AS bigint) FROM shipping_offer so
                   WHERE so.invoice_id = %2$s.id AND so.payer_id = %3$s) END"""
        .formatted(offers, invoice, payer, option);
  }
}
