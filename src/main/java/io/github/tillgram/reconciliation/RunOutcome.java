package io.github.tillgram.reconciliation;

/** How far a comparison came. */
public enum RunOutcome {
  /** Under way; it goes on where it stopped, whatever happens to the replica. */
  RUNNING,
  /** Everything was read and compared. */
  COMPLETED,
  /** The other side does not let us read, as with a token that was revoked. */
  REFUSED
}
