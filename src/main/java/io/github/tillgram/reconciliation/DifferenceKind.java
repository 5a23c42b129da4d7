package io.github.tillgram.reconciliation;

import java.util.EnumSet;
import java.util.Set;

/** How our books and another's can disagree on a transaction. */
public enum DifferenceKind {
  /** The other side has it, we do not: of A-Pay, an order that was paid and is in no payment. */
  MISSING_HERE,
  /** We have it, the other side does not: of A-Pay, a payment whose order nobody spoke of. */
  MISSING_THERE,
  /** Both have it, with different amounts: of A-Pay, it is held since it is not the price. */
  AMOUNT_DIFFERS,
  /** A-Pay took another currency than the invoice's, so that the payment is held. */
  CURRENCY_DIFFERS,
  /** A payment through A-Pay is held for another reason, such as that it came too late. */
  PAYMENT_HELD,
  /** A-Pay says that an order was paid, and has not confirmed it yet. */
  UNCONFIRMED,
  /** A-Pay said that an order was paid, and later something else. */
  CONTRADICTED,
  /** A-Pay was asked for a day how an order ended, and never said. */
  UNRESOLVED,
  /** A payment through A-Pay is counted, but its invoice is not paid: our own books are wrong. */
  INVOICE_NOT_PAID,
  /** Somebody paid through A-Pay what is paid through Telegram as well. */
  PAID_THROUGH_BOTH;

  /** Those that are found by comparing accounts, and kept. */
  static final Set<DifferenceKind> OF_ACCOUNTS =
      EnumSet.of(MISSING_HERE, MISSING_THERE, AMOUNT_DIFFERS);
}
