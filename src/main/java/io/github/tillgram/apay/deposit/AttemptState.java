package io.github.tillgram.apay.deposit;

/** What has become of a payer's way to A-Pay. */
public enum AttemptState {
  /** A-Pay was asked for a page; nobody knows yet whether it made one. */
  CREATING,
  /** The payer has a page. */
  OPEN,
  /** Money came. */
  PAID,
  FAILED,
  REJECTED,
  /** A-Pay made no page. */
  NOT_CREATED,
  /** Another attempt took its place after it had lapsed; money may still come. */
  ABANDONED,
  /** A-Pay was asked for a day and never said how it ended. */
  UNRESOLVED;

  /** Whether it is over as far as we know; A-Pay may still say otherwise. */
  boolean isSettled() {
    return this == PAID || this == FAILED || this == REJECTED || this == NOT_CREATED;
  }
}
