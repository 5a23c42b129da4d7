package io.github.tillgram.reconciliation;

/** How our books and another's can disagree on a transaction. */
public enum DifferenceKind {
  /** The other side has it, we do not. */
  MISSING_HERE,
  /** We have it, the other side does not. */
  MISSING_THERE,
  /** Both have it, with different amounts. */
  AMOUNT_DIFFERS
}
