package io.github.tillgram.invoice;

import java.util.OptionalLong;

/** What an amount consists of: goods, shipping and tip, in the smallest unit. */
record Split(long goods, long shipping, long tip) {

  /** Nothing is known about its parts. */
  static final Split NONE = new Split(0, 0, 0);

  /**
   * @param tip what the database function {@code invoice_tip} said; pre-checkout asks the same one
   */
  static Split of(Invoice invoice, OptionalLong tip) {
    return tip.isPresent() ? new Split(invoice.total(), 0, tip.getAsLong()) : NONE;
  }

  boolean isKnown() {
    return goods > 0;
  }
}
